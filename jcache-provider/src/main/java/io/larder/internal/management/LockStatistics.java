package io.larder.internal.management;

import io.larder.LarderLocksMXBean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Counts what the locks and guards of one manager do in this JVM, and shows it over JMX. Thread-safe. */
public final class LockStatistics implements LarderLocksMXBean {

    private final LongAdder taken = new LongAdder();
    private final LongAdder waitNanos = new LongAdder();
    private final LongAdder timeouts = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final LongAdder rejections = new LongAdder();
    private final LongAdder guardsLost = new LongAdder();
    private final LongSupplier held;

    /**
     * Begins to count.
     *
     * @param held counts the locks that are held now
     */
    public LockStatistics(LongSupplier held) {
        this.held = held;
    }

    /** Counts an attempt to take a lock that began at a moment of {@link System#nanoTime}. */
    public void attempt(boolean successful, long start) {
        if (successful) {
            taken.increment();
            waitNanos.add(System.nanoTime() - start);
        } else {
            timeouts.increment();
        }
    }

    /** Counts a hold that was over too early. */
    public void lost() {
        lost.increment();
    }

    /** Counts a block that came to a guard. */
    public void guarded(boolean letIn) {
        (letIn ? runs : rejections).increment();
    }

    /** Counts a guard that was over too early. */
    public void guardLost() {
        guardsLost.increment();
    }

    @Override
    public void clear() {
        taken.reset();
        waitNanos.reset();
        timeouts.reset();
        lost.reset();
        runs.reset();
        rejections.reset();
        guardsLost.reset();
    }

    @Override
    public long getLocksTaken() {
        return taken.sum();
    }

    @Override
    public long getLockTimeouts() {
        return timeouts.sum();
    }

    @Override
    public long getLocksLost() {
        return lost.sum();
    }

    @Override
    public long getLocksHeld() {
        return held.getAsLong();
    }

    @Override
    public float getAverageLockWaitTime() {
        return CacheStatistics.averageMicros(waitNanos, taken.sum());
    }

    @Override
    public long getGuardedRuns() {
        return runs.sum();
    }

    @Override
    public long getGuardRejections() {
        return rejections.sum();
    }

    @Override
    public long getGuardsLost() {
        return guardsLost.sum();
    }
}
