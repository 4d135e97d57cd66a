package io.larder.internal.codec;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache key as Redis sees it. Identified by its text: equal keys have equal texts, different keys different ones.
 * For use by one operation, while the key does not change.
 */
public final class EncodedKey {

    private final Object key;
    private final String text;
    private final Supplier<byte @Nullable []> body;

    EncodedKey(Object key, String text) {
        this(key, text, () -> null);
    }

    EncodedKey(Object key, String text, Supplier<byte @Nullable []> body) {
        this.key = key;
        this.text = text;
        this.body = body;
    }

    /** Returns what was encoded. */
    public Object key() {
        return key;
    }

    /** Returns the typed, printable form: ASCII without spaces, at most 256 characters. */
    public String text() {
        return text;
    }

    /**
     * Returns what the key is decoded from where the text alone does not allow it (a digest of a long or composite key),
     * else {@code null}; travels in the entry's payload. Computed when asked for: reads need no body.
     */
    byte @Nullable [] body() {
        return body.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EncodedKey that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
