package io.larder.internal.operation;

import io.larder.internal.codec.KeyPattern;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.Removal;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.TagNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * {@code size}, {@code estimatedSize}, {@code keys}, {@code invalidateKeys} and {@code invalidateEntriesWithAll}: what
 * looks at a whole cache from the outside. None is an access of an entry. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class WalkOperations<K, V> {

    private final Entries<K, V> entries;
    private final CacheStatistics statistics;
    private final int pageSize;
    private final Runnable openCheck;

    /**
     * Puts the operations together.
     *
     * @param pageSize how many entries to look at, or to remove, at a time
     * @param openCheck throws if the cache is closed
     */
    public WalkOperations(Entries<K, V> entries, CacheStatistics statistics, int pageSize, Runnable openCheck) {
        this.entries = entries;
        this.statistics = statistics;
        this.pageSize = pageSize;
        this.openCheck = openCheck;
    }

    /** One walk over the server's keys, and one pipelined round trip per page. */
    public long size() {
        EntryScan scan = entries.store().scan(pageSize);
        long size = 0;
        for (List<ScannedEntry> page = next(scan); !page.isEmpty(); page = next(scan)) {
            size += page.size();
        }
        return size;
    }

    /** A bounded number of commands. */
    public long estimatedSize() {
        return Await.result(entries.store().estimatedSize());
    }

    /** Reads page by page what the stream is asked for. */
    public Stream<K> keys(KeyPattern pattern) {
        KeyWalk<K> walk = new KeyWalk<>(entries, pattern, pageSize, openCheck);
        int known = Spliterator.DISTINCT | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(walk, known), false)
                .onClose(walk::end);
    }

    /**
     * A walk for each pattern of key texts, and one more pipelined round trip per page.
     *
     * @return how many entries were removed
     */
    public long invalidateKeys(KeyPattern pattern, LongConsumer progress) {
        EntryScan scan = entries.store().scan(pageSize, pattern.keyTexts());
        return remove(scan, page -> entries.removeAll(matching(page, pattern)), progress);
    }

    /**
     * One walk over the server's keys, and one more pipelined round trip per page that has something to remove.
     *
     * @return how many entries were removed
     */
    public long invalidateEntriesWithAll(Set<String> tags, LongConsumer progress) {
        if (tags.isEmpty()) {
            throw CacheErrors.noTags();
        }
        List<String> texts = TagNames.checkedTexts(tags);
        return remove(entries.store().scan(pageSize), page -> entries.sendRemovals(removals(page, texts)), progress);
    }

    /** What was put since has other tags, or the same ones and a value of its own: it is not what was looked at. */
    private List<Removal> removals(List<ScannedEntry> page, List<String> tags) {
        return page.stream()
                .filter(scanned -> scanned.entry().tags().containsAll(tags))
                .map(scanned -> entries.removal(
                        scanned.keyText(), Condition.ifVersion(scanned.entry().version()), false))
                .toList();
    }

    private long remove(EntryScan scan, Function<List<ScannedEntry>, Batch<Taken>> removing, LongConsumer progress) {
        long removed = 0;
        for (List<ScannedEntry> page = next(scan); !page.isEmpty(); page = next(scan)) {
            long start = statistics.start();
            Batch<Taken> batch = removing.apply(page);
            List<Taken> received = batch.received();
            long removedNow = received.stream().filter(Taken::isRemoved).count();
            statistics.removals(removedNow, start);
            batch.each(received, Taken::tell);
            batch.raiseFailure();
            removed += removedNow;
            progress.accept(removed);
        }
        return removed;
    }

    /** Values need not decode to be removed. */
    private List<String> matching(List<ScannedEntry> page, KeyPattern pattern) {
        List<String> keyTexts = new ArrayList<>(page.size());
        for (ScannedEntry scanned : page) {
            K key = entries.codec().decodeKey(scanned.keyText(), scanned.entry().payload());
            if (key != null && pattern.matches(key)) {
                keyTexts.add(scanned.keyText());
            }
        }
        return keyTexts;
    }

    private List<ScannedEntry> next(EntryScan scan) {
        openCheck.run();
        return Await.result(scan.next());
    }
}
