package io.larder.internal.loading;

import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Timing;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When a loaded entry is due to be loaded anew, though it is there. Thread-safe.
 *
 * <p>An entry whose value is not current any more is always due. One that was put, and not loaded, is never due: nobody
 * knows what a loader would say of it.
 *
 * @param aheadPercent how much of its time to live has passed when it is due; 100 for all of it
 * @param beta how early it may be due at random, in times of its load: XFetch; 0 for not at all
 * @param staleMillis how long entries that are loaded by this rule are there with a value that is not current any more
 * @param random draws from 0 to less than 1
 */
public record RefreshRule(int aheadPercent, double beta, long staleMillis, DoubleSupplier random) {

    /** The rule by which nothing is refreshed. */
    public static final RefreshRule NONE = of(100, 0, 0);

    private static final int WHOLE = 100;

    /** A rule that draws as usual. */
    public static RefreshRule of(int aheadPercent, double beta, long staleMillis) {
        return new RefreshRule(
                aheadPercent,
                beta,
                staleMillis,
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /** Returns whether there is anything to be refreshed by it. */
    public boolean isOn() {
        return aheadPercent < WHOLE || beta > 0 || staleMillis > 0;
    }

    /** Returns whether what was read is due now. */
    public boolean isDue(NearAnswer read) {
        return millisUntilDue(read) <= 0;
    }

    /** Returns whether what was read is there for its being stale only. */
    public static boolean isStale(NearAnswer read) {
        StoredEntry entry = read.entry();
        return entry != null && entry.timing() != null && entry.timing().currentMillis(read.remainingMillis()) <= 0;
    }

    /**
     * Returns for how long what was read may be passed on without another look: until it is due, as this draw has it; until
     * it is gone, if it is not to be refreshed.
     */
    public long millisUntilDue(NearAnswer read) {
        StoredEntry entry = read.entry();
        Timing timing = entry == null ? null : entry.timing();
        if (timing == null || read.remainingMillis() == NearAnswer.ETERNAL) {
            return read.remainingMillis();
        }
        long current = timing.currentMillis(read.remainingMillis());
        return Math.min(current - aheadMillis(timing), current - earlyMillis(timing));
    }

    private long aheadMillis(Timing timing) {
        return (long) (timing.ttlMillis() * ((WHOLE - aheadPercent) / (double) WHOLE));
    }

    /** The longer the load, the earlier; and the earlier, the less likely. */
    private long earlyMillis(Timing timing) {
        return beta == 0 ? 0 : (long) (-Math.log(1 - random.getAsDouble()) * beta * timing.loadMillis());
    }
}
