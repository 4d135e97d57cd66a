package io.larder.internal.management;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what the operations of one cache do in this JVM. Thread-safe; counting never makes threads wait for each other.
 *
 * <p>While statistics are disabled nothing is counted and no clock is read.
 *
 * @see javax.cache.management.CacheStatisticsMXBean
 */
public final class CacheStatistics {

    private final LongAdder hits = new LongAdder();
    private final LongAdder nearHits = new LongAdder();
    private final LongAdder nearMisses = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder puts = new LongAdder();
    private final LongAdder removals = new LongAdder();
    private final LongAdder getNanos = new LongAdder();
    private final LongAdder putNanos = new LongAdder();
    private final LongAdder removeNanos = new LongAdder();
    private volatile boolean enabled;
    private final RefreshStatistics refreshes = new RefreshStatistics(() -> enabled);

    /** Switches counting on or off; what was counted stays. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Returns the moment to hand to the methods that count; meaningless while statistics are disabled. */
    public long start() {
        return enabled ? System.nanoTime() : 0;
    }

    /** Counts keys that were found by an operation that returns or compares values. */
    public void hits(long count, long start) {
        add(hits, count, getNanos, start);
    }

    /** Counts keys that were not found by an operation that returns or compares values. */
    public void misses(long count, long start) {
        add(misses, count, getNanos, start);
    }

    /** Counts a hit or a miss. */
    public void lookup(boolean hit, long start) {
        if (hit) {
            hits(1, start);
        } else {
            misses(1, start);
        }
    }

    /** Counts a look into the near cache, beside the hit or miss that it leads to. */
    public void nearLookup(boolean hit) {
        if (enabled) {
            (hit ? nearHits : nearMisses).increment();
        }
    }

    /** Counts entries that got a value. */
    public void puts(long count, long start) {
        add(puts, count, putNanos, start);
    }

    /** Counts entries that were removed. */
    public void removals(long count, long start) {
        add(removals, count, removeNanos, start);
    }

    /** Returns what counts refreshes. */
    public RefreshStatistics refreshes() {
        return refreshes;
    }

    private void add(LongAdder counter, long count, LongAdder nanos, long start) {
        if (enabled && count > 0) {
            counter.add(count);
            nanos.add(System.nanoTime() - start);
        }
    }

    /** Sets everything to zero. */
    public void clear() {
        hits.reset();
        misses.reset();
        nearHits.reset();
        nearMisses.reset();
        puts.reset();
        removals.reset();
        getNanos.reset();
        putNanos.reset();
        removeNanos.reset();
        refreshes.clear();
    }

    long hits() {
        return hits.sum();
    }

    long misses() {
        return misses.sum();
    }

    long nearHits() {
        return nearHits.sum();
    }

    long nearMisses() {
        return nearMisses.sum();
    }

    long puts() {
        return puts.sum();
    }

    long removals() {
        return removals.sum();
    }

    float averageGetMicros() {
        return averageMicros(getNanos, hits.sum() + misses.sum());
    }

    float averagePutMicros() {
        return averageMicros(putNanos, puts.sum());
    }

    float averageRemoveMicros() {
        return averageMicros(removeNanos, removals.sum());
    }

    /** Returns an average time as JMX shows it. */
    static float averageMicros(LongAdder nanos, long count) {
        return count == 0 ? 0 : nanos.sum() / 1000f / count;
    }
}
