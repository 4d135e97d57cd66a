package io.larder;

import javax.cache.management.CacheStatisticsMXBean;

/**
 * The statistics bean of a cache, with what the spec's bean does not know. Registered under the spec's name, where
 * statistics are enabled. Thread-safe.
 *
 * @see javax.cache.CacheManager#enableStatistics(String, boolean)
 */
public interface LarderStatisticsMXBean extends CacheStatisticsMXBean {

    /**
     * {@return how many times this JVM found bytes in Redis that it could not read as an entry of this cache, and so took
     * for a miss: foreign or damaged bytes, an unknown format, a class that is gone or that the class filter refuses}
     * Counted since the cache was opened, also while statistics are disabled; {@link #clear()} does not change it.
     */
    long getUndecodableEntries();

    /** {@return how many keys the near cache had a value for; they count as hits of the cache too} */
    long getNearCacheHits();

    /** {@return how many keys the near cache had no value for, so that Redis was asked unless it was known to have none} */
    long getNearCacheMisses();

    /**
     * {@return how many entries the near cache has let go because they changed, here or elsewhere} Counted since the cache
     * was opened, also while statistics are disabled; {@link #clear()} does not change it.
     */
    long getNearCacheInvalidations();

    /** {@return about how many entries the near cache holds now} */
    long getNearCacheSize();

    /** {@return how many times this JVM called a loader to refresh an entry that was there} */
    long getRefreshesBegun();

    /** {@return how many of these refreshes put a value, or took the entry out because there is none any more} */
    long getRefreshesSucceeded();

    /**
     * {@return how many refreshes failed, so that the old value is served on} The rest of those that were begun were
     * overtaken by another change, which stays.
     */
    long getRefreshesFailed();

    /** {@return how many keys were answered with a value past its time to live, within {@code stale-for}; they are hits} */
    long getStaleHits();
}
