package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Removal} did.
 *
 * @param outcome what happened
 * @param previous the entry that was removed, or that made the condition fail, if it was asked for and there was one
 * @param published whether an event of this change went to the listeners of this cache
 */
public record RemovalResult(Outcome outcome, @Nullable StoredEntry previous, boolean published) {

    /** Returns whether an entry is gone. */
    public boolean isRemoved() {
        return outcome == Outcome.REMOVED;
    }

    /** The ways a removal can end. */
    public enum Outcome {
        /** There was a valid entry and it is gone. */
        REMOVED,
        /** There was no valid entry. */
        ABSENT,
        /** There is a valid entry, but another than the condition names. */
        REFUSED,
        /** A change with a higher fencing token came before; nothing changed. */
        STALE
    }
}
