package io.larder;

import java.util.Set;

/**
 * Tags over all caches of a manager. Reached through it:
 *
 * <pre>{@code
 * LarderTags tags = cacheManager.unwrap(LarderTags.class);
 * tags.invalidate("customer:17");
 * }</pre>
 *
 * <p>Thread-safe. "All caches" are those that are open in this manager at the moment of the call; what another manager or JVM
 * has open, and this one has not, is not among them. Each is invalidated as by {@link LarderCache#invalidateTag}, one
 * independently of the other: it is not one step over all of them, and where one fails, the others are invalidated all the
 * same. The requests leave together: two pipelined round trips, with a constant number of commands per cache.
 *
 * <p>Every operation throws {@link IllegalStateException} once the manager is closed, and
 * {@link javax.cache.CacheException} if Redis cannot be reached or does not answer in time, or if the thread is
 * interrupted while it waits; whether some of the caches were invalidated is then unknown.
 */
public interface LarderTags {

    /**
     * Makes every entry absent that has a tag, in all caches.
     *
     * @param tag the tag
     * @throws IllegalArgumentException if the tag is empty or too long to be one
     */
    void invalidate(String tag);

    /**
     * Makes every entry absent that has any of these tags, in all caches.
     *
     * @param tags the tags
     * @throws IllegalArgumentException if a tag is empty or too long to be one
     */
    void invalidateAny(Set<String> tags);
}
