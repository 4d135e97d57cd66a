package io.larder.internal.management;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** Counts what refreshes of one cache do in this JVM, while statistics are enabled. Thread-safe. */
public final class RefreshStatistics {

    private final BooleanSupplier enabled;
    private final LongAdder begun = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder staleHits = new LongAdder();

    RefreshStatistics(BooleanSupplier enabled) {
        this.enabled = enabled;
    }

    /** Counts a refresh whose loader this JVM calls. */
    public void begun() {
        increment(begun);
    }

    /** Counts a refresh whose value was put, or that has found that there is none any more. */
    public void succeeded() {
        increment(succeeded);
    }

    /** Counts a refresh whose loader has failed, or whose value could not be put. */
    public void failed() {
        increment(failed);
    }

    /** Counts keys that were answered with a value that was not current any more. */
    public void staleHits(long count) {
        if (count > 0 && enabled.getAsBoolean()) {
            staleHits.add(count);
        }
    }

    private void increment(LongAdder counter) {
        if (enabled.getAsBoolean()) {
            counter.increment();
        }
    }

    void clear() {
        begun.reset();
        succeeded.reset();
        failed.reset();
        staleHits.reset();
    }

    long begunCount() {
        return begun.sum();
    }

    long succeededCount() {
        return succeeded.sum();
    }

    long failedCount() {
        return failed.sum();
    }

    long staleHitCount() {
        return staleHits.sum();
    }
}
