package io.larder.internal.near;

import io.larder.internal.codec.PlainKeys;

/**
 * A key that does not stand for itself, by its text. Immutable.
 *
 * @param text the key text
 */
record TextKey(String text) {

    /** Returns what a key of this text is kept under: itself if it is plain, else its text. */
    static Object of(String keyText) {
        Object plain = PlainKeys.ofText(keyText);
        return plain == null ? new TextKey(keyText) : plain;
    }
}
