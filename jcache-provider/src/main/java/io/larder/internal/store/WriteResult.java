package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Write} did.
 *
 * @param outcome what happened
 * @param previous the entry that was there before (for {@link Outcome#REFUSED} the one that is there), if it was asked
 *     for and there was one
 * @param published whether an event of this change went to the listeners of this cache
 */
public record WriteResult(Outcome outcome, @Nullable StoredEntry previous, boolean published) {

    /** Returns whether an entry got the value: not where it was refused, nor where it was expired on creation. */
    public boolean isPut() {
        return switch (outcome) {
            case CREATED, UPDATED, WRITTEN -> true;
            case EXPIRED_ON_CREATION, REFUSED, STALE -> false;
        };
    }

    /** The ways a write can end. */
    public enum Outcome {
        /** There was no valid entry; now there is one. */
        CREATED,
        /** There was a valid entry; it has the new value, or is gone if the update's ttl was immediate. */
        UPDATED,
        /**
         * There is an entry of the new value. Whether there was one before makes no difference, so the store may not have
         * looked: the condition is {@link Condition#ALWAYS}, both times to live are the same, the previous entry is not
         * wanted, and nobody listens.
         */
        WRITTEN,
        /** There was no valid entry and the creation's ttl was immediate: nothing was added. */
        EXPIRED_ON_CREATION,
        /** The condition was not met; nothing changed. */
        REFUSED,
        /** A change with a higher fencing token came before; nothing changed. */
        STALE
    }
}
