package io.larder;

import java.util.Set;
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
     */
    void put(K key, V value, EntryOptions options);

    /**
     * Returns the tags that an entry was written with. No access for the expiry policy, and no statistics. Costs as
     * {@link #get(Object)}: one round trip.
     *
     * @param key the key
     * @return the tags, empty if it has none or if there is no entry; unmodifiable
     */
    Set<String> tags(K key);

    /**
     * Makes every entry absent that has a tag, for every JVM. When it returns, nobody reads a value any more that was put
     * with the tag before the call. Entries without the tag are left alone, and so are those that are put during the call
     * and later. As with {@link #clear()}, no writer is called, no listener is told, and statistics stay as they are.
     *
     * <p>One round trip, with a constant number of commands, however many entries there are.
     *
     * @param tag the tag
     * @throws IllegalArgumentException if the tag is empty or too long to be one
     */
    void invalidateTag(String tag);

    /**
     * Makes every entry absent that has any of these tags; otherwise as {@link #invalidateTag}.
     *
     * @param tags the tags
     * @throws IllegalArgumentException if a tag is empty or too long to be one
     */
    void invalidateTags(Set<String> tags);
}
