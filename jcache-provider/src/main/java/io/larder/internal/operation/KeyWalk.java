package io.larder.internal.operation;

import io.larder.internal.codec.KeyPattern;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.ScannedEntry;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The keys of a cache that match a pattern, page by page. Keys of entries that stay are found once; those of entries that
 * come or go meanwhile, once or not at all. Used by one thread, but for {@link #end}.
 *
 * @param <K> the type of key
 */
final class KeyWalk<K> implements Iterator<K> {

    private final Entries<K, ?> entries;
    private final KeyPattern pattern;
    private final Runnable openCheck;
    private final EntryScan scan;
    private final Queue<K> page = new ArrayDeque<>();
    private volatile boolean ended;

    KeyWalk(Entries<K, ?> entries, KeyPattern pattern, int pageSize, Runnable openCheck) {
        this.entries = entries;
        this.pattern = pattern;
        this.openCheck = openCheck;
        this.scan = entries.store().scan(pageSize, pattern.keyTexts());
    }

    /** Reads no further page. */
    void end() {
        ended = true;
    }

    @Override
    public boolean hasNext() {
        openCheck.run();
        while (page.isEmpty() && !ended) {
            readPage();
        }
        return !page.isEmpty();
    }

    private void readPage() {
        List<ScannedEntry> scanned = Await.result(scan.next());
        if (scanned.isEmpty()) {
            ended = true;
        }
        for (ScannedEntry one : scanned) {
            K key = entries.codec().decodeKey(one.keyText(), one.entry().payload());
            if (key != null && pattern.matches(key) && entries.value(one.entry()) != null) {
                page.add(key);
            }
        }
    }

    @Override
    public K next() {
        if (!hasNext()) {
            throw new NoSuchElementException("There is no further key in the cache that matches");
        }
        return page.remove();
    }
}
