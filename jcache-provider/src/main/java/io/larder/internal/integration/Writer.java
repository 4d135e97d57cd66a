package io.larder.internal.integration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The cache writer of one cache. Writes in the calling thread, always before the cache changes; thread-safe as far as
 * the writer is.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class Writer<K, V> {

    private final CacheWriter<? super K, ? super V> writer;

    /** Wraps a writer. */
    public Writer(CacheWriter<? super K, ? super V> writer) {
        this.writer = writer;
    }

    /**
     * Writes one entry.
     *
     * @throws CacheWriterException whatever the writer threw
     */
    public void write(K key, V value) {
        Optional<CacheWriterException> failure = failureOf(() -> writer.write(new WrittenEntry<>(key, value)));
        failure.ifPresent(Writer::raise);
    }

    /**
     * Deletes one entry.
     *
     * @throws CacheWriterException whatever the writer threw
     */
    public void delete(K key) {
        Optional<CacheWriterException> failure = failureOf(() -> writer.delete(key));
        failure.ifPresent(Writer::raise);
    }

    /**
     * Writes entries.
     *
     * @param entries the entries; those that were written leave the map, so that what stays in it was not written
     * @return what the writer threw, if it did
     */
    public Optional<CacheWriterException> writeAll(Map<K, V> entries) {
        List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
        entries.forEach((key, value) -> remaining.add(new WrittenEntry<>(key, value)));
        Optional<CacheWriterException> failure = failureOf(() -> writeRemaining(remaining));
        if (failure.isEmpty()) {
            entries.clear();
        } else {
            entries.keySet()
                    .retainAll(remaining.stream().map(Cache.Entry::getKey).toList());
        }
        return failure;
    }

    @SuppressWarnings("unchecked") // the writer reads entries of a subtype
    private void writeRemaining(List<Cache.Entry<? extends K, ? extends V>> remaining) {
        ((CacheWriter<K, V>) writer).writeAll(remaining);
    }

    /**
     * Deletes entries.
     *
     * @param keys the keys; those that were deleted leave the set, so that what stays in it was not deleted
     * @return what the writer threw, if it did
     */
    public Optional<CacheWriterException> deleteAll(Set<K> keys) {
        Collection<Object> remaining = new ArrayList<>(keys);
        Optional<CacheWriterException> failure = failureOf(() -> writer.deleteAll(remaining));
        if (failure.isEmpty()) {
            keys.clear();
        } else {
            keys.retainAll(remaining);
        }
        return failure;
    }

    private static Optional<CacheWriterException> failureOf(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (CacheWriterException e) {
            return Optional.of(e);
        } catch (RuntimeException e) {
            return Optional.of(new CacheWriterException(
                    "The cache writer failed with " + e.getClass().getName(), e));
        }
    }

    private static void raise(CacheWriterException failure) {
        throw failure;
    }

    /** An entry on its way to the writer. */
    private record WrittenEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

        @Override
        public K getKey() {
            return key;
        }

        @Override
        public V getValue() {
            return value;
        }

        @Override
        public <T> @Nullable T unwrap(Class<T> type) {
            if (type.isInstance(this)) {
                return type.cast(this);
            }
            throw new IllegalArgumentException("An entry on its way to a writer is no " + type.getName());
        }
    }
}
