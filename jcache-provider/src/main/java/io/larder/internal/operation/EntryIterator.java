package io.larder.internal.operation;

import io.larder.internal.error.CacheErrors;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.ScannedEntry;
import java.util.Iterator;
import java.util.NoSuchElementException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A walk through a cache, page by page. Entries that stay are found once; entries that come or go meanwhile, once or not
 * at all. Used by one thread.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class EntryIterator<K, V> implements Iterator<Cache.Entry<K, V>> {

    private final Entries<K, V> entries;
    private final RemoveOperations<K, V> removals;
    private final CacheStatistics statistics;
    private final Runnable openCheck;
    private final Pages<Found<K, V>> pages;
    private @Nullable K removable;

    /**
     * Begins a walk.
     *
     * @param openCheck throws if the cache is closed meanwhile
     */
    public EntryIterator(
            Entries<K, V> entries,
            RemoveOperations<K, V> removals,
            CacheStatistics statistics,
            int pageSize,
            Runnable openCheck) {
        this.entries = entries;
        this.removals = removals;
        this.statistics = statistics;
        this.openCheck = openCheck;
        this.pages = new Pages<>(entries.store().scan(pageSize), scanned -> found(entries, scanned));
    }

    /** {@inheritDoc} Reads the next page where the last one is used up. */
    @Override
    public boolean hasNext() {
        openCheck.run();
        return pages.hasNext();
    }

    /** Bytes that cannot be decoded are no entry. */
    private static <K, V> @Nullable Found<K, V> found(Entries<K, V> entries, ScannedEntry scanned) {
        Snapshot<V> snapshot = new Snapshot<>(scanned.entry(), entries.value(scanned.entry()));
        K key = entries.codec().decodeKey(scanned.keyText(), scanned.entry().payload());
        return key != null && snapshot.isPresent() ? new Found<>(key, scanned.keyText(), snapshot) : null;
    }

    @Override
    public Cache.Entry<K, V> next() {
        long start = statistics.start();
        if (!hasNext()) {
            throw new NoSuchElementException("There is no further entry in the cache");
        }
        Found<K, V> found = pages.next();
        entries.access(found.keyText(), found.snapshot());
        statistics.hits(1, start);
        removable = found.key();
        return found;
    }

    /** {@inheritDoc} Whatever value the entry has by now. */
    @Override
    public void remove() {
        openCheck.run();
        K key = removable;
        if (key == null) {
            throw new IllegalStateException(
                    "There is no entry to remove: call next() first, and once for each remove()");
        }
        removable = null;
        removals.remove(key);
    }

    /** An entry as it was when its page was read. */
    private record Found<K, V>(K key, String keyText, Snapshot<V> snapshot) implements Cache.Entry<K, V> {

        @Override
        public K getKey() {
            return key;
        }

        @Override
        @SuppressWarnings("NullAway") // only entries with a value get onto a page
        public V getValue() {
            return snapshot.value();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            if (type.isInstance(this)) {
                return type.cast(this);
            }
            throw CacheErrors.cannotUnwrap(type, Cache.Entry.class);
        }

        /** Returns what it is without key and value, which may be secrets. */
        @Override
        public String toString() {
            return "a cache entry";
        }
    }
}
