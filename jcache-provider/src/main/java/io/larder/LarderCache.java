package io.larder;

import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

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
     */
    void put(K key, V value, EntryOptions options);

    /**
     * Returns the value of an entry; where there is none, the loader's, which is put into the cache.
     *
     * <p>Of all callers in all JVMs who miss the entry at the same time, read-through ones included, one loads, in its own
     * thread; the others wait and get what it loaded. A value is put only if the entry was not put, removed or cleared
     * while the loader ran. The loader may use the cache, except for entries whose loads wait for this one.
     *
     * <p>Costs one round trip if there is an entry, else two more, and one for each look whether another JVM is done.
     *
     * @param key the key
     * @param loader gives the value of the key; {@code null} if there is none, and nothing is put then
     * @return the value, {@code null} if there is none
     * @throws javax.cache.integration.CacheLoaderException whatever the loader threw, as its cause; for all who waited for
     *     that load
     */
    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader);

    /**
     * As {@link #computeIfAbsent(Object, Function)}, with options of the entry's own. They take effect if it is this
     * call's loader that runs.
     *
     * @param key the key
     * @param loader gives the value of the key
     * @param options what this entry has that the others do not
     * @return the value, {@code null} if there is none
     * @throws javax.cache.integration.CacheLoaderException whatever the loader threw, as its cause
     */
    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader, EntryOptions options);
}
