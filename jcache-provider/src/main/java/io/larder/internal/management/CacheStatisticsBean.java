package io.larder.internal.management;

import io.larder.LarderStatisticsMXBean;
import java.util.function.LongSupplier;

/** The statistics of one cache in this JVM, over JMX. Thread-safe. */
public final class CacheStatisticsBean implements LarderStatisticsMXBean {

    private final CacheStatistics statistics;
    private final LongSupplier undecodable;
    private final LongSupplier nearInvalidations;
    private final LongSupplier nearSize;

    /**
     * Shows these statistics.
     *
     * @param undecodable counts what could not be read as an entry
     * @param nearInvalidations counts what the near cache let go because it changed
     * @param nearSize counts what the near cache keeps
     */
    public CacheStatisticsBean(
            CacheStatistics statistics,
            LongSupplier undecodable,
            LongSupplier nearInvalidations,
            LongSupplier nearSize) {
        this.statistics = statistics;
        this.undecodable = undecodable;
        this.nearInvalidations = nearInvalidations;
        this.nearSize = nearSize;
    }

    @Override
    public void clear() {
        statistics.clear();
    }

    @Override
    public long getCacheHits() {
        return statistics.hits();
    }

    @Override
    public float getCacheHitPercentage() {
        return percentage(statistics.hits());
    }

    @Override
    public long getCacheMisses() {
        return statistics.misses();
    }

    @Override
    public float getCacheMissPercentage() {
        return percentage(statistics.misses());
    }

    @Override
    public long getCacheGets() {
        return statistics.hits() + statistics.misses();
    }

    @Override
    public long getCachePuts() {
        return statistics.puts();
    }

    @Override
    public long getCacheRemovals() {
        return statistics.removals();
    }

    /** {@inheritDoc} Redis evicts by itself and tells nobody; its own {@code evicted_keys} counts for all caches. */
    @Override
    public long getCacheEvictions() {
        return 0;
    }

    @Override
    public float getAverageGetTime() {
        return statistics.averageGetMicros();
    }

    @Override
    public float getAveragePutTime() {
        return statistics.averagePutMicros();
    }

    @Override
    public float getAverageRemoveTime() {
        return statistics.averageRemoveMicros();
    }

    @Override
    public long getUndecodableEntries() {
        return undecodable.getAsLong();
    }

    @Override
    public long getNearCacheHits() {
        return statistics.nearHits();
    }

    @Override
    public long getNearCacheMisses() {
        return statistics.nearMisses();
    }

    @Override
    public long getNearCacheInvalidations() {
        return nearInvalidations.getAsLong();
    }

    @Override
    public long getNearCacheSize() {
        return nearSize.getAsLong();
    }

    @Override
    public long getRefreshesBegun() {
        return statistics.refreshes().begunCount();
    }

    @Override
    public long getRefreshesSucceeded() {
        return statistics.refreshes().succeededCount();
    }

    @Override
    public long getRefreshesFailed() {
        return statistics.refreshes().failedCount();
    }

    @Override
    public long getStaleHits() {
        return statistics.refreshes().staleHitCount();
    }

    private float percentage(long part) {
        long gets = getCacheGets();
        return gets == 0 ? 0 : part * 100f / gets;
    }
}
