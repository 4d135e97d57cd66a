package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A change that leaves no entry.
 *
 * @param keyText the key in its printable form
 * @param condition what must be true for the removal to happen; {@link Condition#IF_ABSENT} makes no sense here
 * @param operationId names the event that the removal publishes; random
 * @param previousWanted whether the answer must carry the entry that was removed (or, where the condition failed, the
 *     one that is there)
 * @param fence the fencing token of the remover, more than zero: the removal is refused as
 *     {@link RemovalResult.Outcome#STALE} if a change of this key had a higher one within the last day, and counts as such a
 *     change also where nothing is there to remove; {@code null} where nobody asks
 */
public record Removal(
        String keyText,
        Condition condition,
        long operationId,
        boolean previousWanted,
        @Nullable Long fence) {

    /** A removal without fencing token. */
    public Removal(String keyText, Condition condition, long operationId, boolean previousWanted) {
        this(keyText, condition, operationId, previousWanted, null);
    }

    /** Returns this removal with a fencing token. */
    public Removal withFence(long token) {
        return new Removal(keyText, condition, operationId, previousWanted, token);
    }
}
