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
}
