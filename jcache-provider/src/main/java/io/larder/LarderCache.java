package io.larder;

import javax.cache.Cache;

/**
 * What Larder's caches can do beyond {@link Cache}. Every cache of Larder is one:
 *
 * <pre>{@code
 * LarderCache<String, Offer> offers = cache.unwrap(LarderCache.class);
 * }</pre>
 *
 * <p>Thread-safe. What {@link Cache} says of exceptions holds here as well: every operation throws
 * {@link IllegalStateException} once the cache is closed, {@link NullPointerException} for a null argument,
 * {@link ClassCastException} for a key or value that is not of the configured type, and
 * {@link javax.cache.CacheException} if Redis cannot be reached, does not answer in time, or if the thread is interrupted
 * while it waits; whether a change was made is then unknown.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface LarderCache<K, V> extends Cache<K, V> {

    /**
     * Puts a value as {@link #put(Object, Object)} does, with options of this entry's own. Costs as that: one round trip;
     * two with a writer.
     *
     * @param key the key
     * @param value the value
     * @param options what this entry has that the others do not
     * @throws javax.cache.integration.CacheWriterException if the writer fails; nothing is put then
     * @throws StaleFenceException if the options have a fencing token, and the key was written with a higher one
     * @throws UnsupportedOperationException if the options have a fencing token and the cache writes through
     */
    void put(K key, V value, EntryOptions options);
}
