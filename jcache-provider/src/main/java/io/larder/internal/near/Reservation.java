package io.larder.internal.near;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thread is asking Redis for a key, and may keep the answer if the reservation is still there by then. Thread-safe.
 *
 * <p>Others may hear of the same key meanwhile, by requests of their own. Where they have heard something else, nobody
 * knows which of the two is the newer one, and neither is kept.
 */
final class Reservation extends Slot {

    private final long sinceNanos;
    private final long tagsBefore;
    private boolean settled;
    private boolean observed;
    private boolean contradicted;
    private @Nullable Long observedVersion;

    /**
     * Reserves.
     *
     * @param sinceNanos a moment before the request is sent
     * @param tagsBefore how far invalidations of tags were then
     */
    Reservation(long sinceNanos, long tagsBefore) {
        this.sinceNanos = sinceNanos;
        this.tagsBefore = tagsBefore;
    }

    @Override
    int weight() {
        return 1;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    long tagsBefore() {
        return tagsBefore;
    }

    /**
     * Takes note of an answer to somebody else.
     *
     * @param version the version of the entry, {@code null} if there is none
     * @return whether that was in time: if not, what was kept has to be looked at
     */
    synchronized boolean observe(@Nullable Long version) {
        if (settled) {
            return false;
        }
        contradicted = contradicted || (observed && !Objects.equals(observedVersion, version));
        observed = true;
        observedVersion = version;
        return true;
    }

    /**
     * Ends the reservation by its own answer.
     *
     * @param keep what to do, before anybody else can take note, if nobody has heard anything else
     * @param drop what to do otherwise
     */
    synchronized void settle(@Nullable Long version, Runnable keep, Runnable drop) {
        settled = true;
        if (contradicted || (observed && !Objects.equals(observedVersion, version))) {
            drop.run();
        } else {
            keep.run();
        }
    }
}
