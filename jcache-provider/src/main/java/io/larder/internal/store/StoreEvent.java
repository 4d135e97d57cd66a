package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * One change of one entry, made by any JVM, as it is told to all that listen. Changes of one key arrive in the order in
 * which they happened.
 *
 * @param kind what happened
 * @param keyText the key in its printable form
 * @param operationId {@link Write#version()} or {@link Removal#operationId()} of the change; random for an expiration
 * @param payload the new value for a creation or update, else {@code null}
 * @param oldPayload the value before, for a removal and an expiration always, for an update if somebody asked for old
 *     values, else {@code null}
 */
@SuppressWarnings("ArrayRecordComponent") // a message, never compared
public record StoreEvent(
        Kind kind, String keyText, long operationId, byte @Nullable [] payload, byte @Nullable [] oldPayload) {

    /** The kinds of change, as in {@code javax.cache.event.EventType}. */
    public enum Kind {
        /** An entry was created. */
        CREATED,
        /** An entry got a new value. */
        UPDATED,
        /** An entry was removed. */
        REMOVED,
        /** An entry expired. */
        EXPIRED
    }
}
