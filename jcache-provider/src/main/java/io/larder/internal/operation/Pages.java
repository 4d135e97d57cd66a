package io.larder.internal.operation;

import io.larder.internal.store.EntryScan;
import io.larder.internal.store.ScannedEntry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is found on a walk through a cache, page by page, the next page being read where the last one is used up. Used by one
 * thread, but for {@link #end}.
 *
 * @param <T> the type of what is found
 */
final class Pages<T> {

    private final EntryScan scan;
    private final Function<ScannedEntry, @Nullable T> finding;
    private final Queue<T> page = new ArrayDeque<>();
    private volatile boolean ended;

    /**
     * Begins a walk.
     *
     * @param finding returns what an entry is taken for, {@code null} for those to be passed over
     */
    Pages(EntryScan scan, Function<ScannedEntry, @Nullable T> finding) {
        this.scan = scan;
        this.finding = finding;
    }

    /** Reads no further page. */
    void end() {
        ended = true;
    }

    boolean hasNext() {
        while (page.isEmpty() && !ended) {
            read();
        }
        return !page.isEmpty();
    }

    private void read() {
        List<ScannedEntry> scanned = Await.result(scan.next());
        if (scanned.isEmpty()) {
            ended = true;
        }
        for (ScannedEntry one : scanned) {
            T found = finding.apply(one);
            if (found != null) {
                page.add(found);
            }
        }
    }

    /** Returns the next one, if there {@linkplain #hasNext is one}. */
    T next() {
        return page.remove();
    }
}
