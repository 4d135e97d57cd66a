package io.larder;

import io.larder.internal.error.ConvenienceErrors;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is warmed up. Immutable; thread-safe as far as the progress callback is.
 *
 * <pre>{@code
 * products.warmUp(ids.stream(), WarmUp.defaults().withWorkers(8).withProgress(report -> log.info("{}", report)));
 * }</pre>
 */
public final class WarmUp {

    private static final int DEFAULT_WORKERS = 4;
    private static final int DEFAULT_BATCH_SIZE = 100;
    private static final int MOST_WORKERS = 256;
    private static final int LARGEST_BATCH = 10_000;
    private static final WarmUp DEFAULTS = new WarmUp(DEFAULT_WORKERS, DEFAULT_BATCH_SIZE, report -> {});

    private final int workers;
    private final int batchSize;
    private final Consumer<WarmUpReport> progress;

    private WarmUp(int workers, int batchSize, Consumer<WarmUpReport> progress) {
        this.workers = workers;
        this.batchSize = batchSize;
        this.progress = progress;
    }

    /** {@return 4 workers, 100 keys at a time, nobody told} */
    public static WarmUp defaults() {
        return DEFAULTS;
    }

    /**
     * {@return these options with another number of workers}
     *
     * @param workers how many calls of the loader there are at a time at most, from 1 to 256
     * @throws IllegalArgumentException if it is out of range
     */
    public WarmUp withWorkers(int workers) {
        return new WarmUp(checked("workers", workers, MOST_WORKERS), batchSize, progress);
    }

    /**
     * {@return these options with another size of batch}
     *
     * @param batchSize how many keys the loader is given at a time at most, from 1 to 10000
     * @throws IllegalArgumentException if it is out of range
     */
    public WarmUp withBatchSize(int batchSize) {
        return new WarmUp(workers, checked("batch size", batchSize, LARGEST_BATCH), progress);
    }

    /**
     * {@return these options with a callback}
     *
     * @param progress told after each batch what was done until then; called by one thread at a time. If it throws, the
     *     warm-up ends and fails with that
     */
    public WarmUp withProgress(Consumer<WarmUpReport> progress) {
        return new WarmUp(workers, batchSize, Objects.requireNonNull(progress, "progress"));
    }

    private static int checked(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw ConvenienceErrors.warmUpOutOfRange(what, number, most);
        }
        return number;
    }

    /** {@return how many calls of the loader there are at a time at most} */
    public int workers() {
        return workers;
    }

    /** {@return how many keys the loader is given at a time at most} */
    public int batchSize() {
        return batchSize;
    }

    /** {@return what is told after each batch} */
    public Consumer<WarmUpReport> progress() {
        return progress;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WarmUp that
                && workers == that.workers
                && batchSize == that.batchSize
                && progress.equals(that.progress);
    }

    @Override
    public int hashCode() {
        return Objects.hash(workers, batchSize, progress);
    }

    @Override
    public String toString() {
        return "WarmUp[workers=" + workers + ", batchSize=" + batchSize + "]";
    }
}
