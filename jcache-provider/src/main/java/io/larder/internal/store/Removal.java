package io.larder.internal.store;

/**
 * A change that leaves no entry.
 *
 * @param keyText the key in its printable form
 * @param condition what must be true for the removal to happen; {@link Condition#IF_ABSENT} makes no sense here
 * @param operationId names the event that the removal publishes; random
 * @param previousWanted whether the answer must carry the entry that was removed (or, where the condition failed, the
 *     one that is there)
 */
public record Removal(String keyText, Condition condition, long operationId, boolean previousWanted) {}
