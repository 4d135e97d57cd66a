package io.larder.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * A cache key as Redis sees it.
 *
 * @param text the typed, printable form: equal keys have equal texts, different keys different ones
 * @param body what the key is decoded from where the text alone does not allow it (a digest of a long or composite
 *     key), else {@code null}; travels in the entry's payload
 */
@SuppressWarnings("ArrayRecordComponent") // identified by its text
public record EncodedKey(String text, byte @Nullable [] body) {}
