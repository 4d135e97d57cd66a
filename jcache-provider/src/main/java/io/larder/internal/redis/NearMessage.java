package io.larder.internal.redis;

import io.larder.internal.store.Invalidations;
import java.nio.charset.StandardCharsets;

/**
 * The form in which changed entries are told on a cache's channel for near caches: one byte of format (1), one byte of kind,
 * and for kind 0 key texts with line feeds between them. Kind 1, and every other that may come, means all entries.
 */
final class NearMessage {

    static final byte[] ALL_CHANGED = {1, 1};

    private static final byte FORMAT = 1;
    private static final byte SOME = 0;
    private static final int HEAD_BYTES = 2;

    private NearMessage() {}

    /** Tells what a message says; one that is not understood could have said anything. */
    static void read(byte[] message, Invalidations told) {
        if (message.length <= HEAD_BYTES || message[0] != FORMAT || message[1] != SOME) {
            told.allChanged();
            return;
        }
        String texts = new String(message, HEAD_BYTES, message.length - HEAD_BYTES, StandardCharsets.UTF_8);
        int from = 0;
        for (int end = texts.indexOf('\n'); end >= 0; end = texts.indexOf('\n', from)) {
            told.changed(texts.substring(from, end));
            from = end + 1;
        }
        told.changed(texts.substring(from));
    }
}
