package io.larder.internal.redis;

import io.larder.internal.store.Invalidations;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * The form in which changed entries are told on a cache's channel for near caches: one byte of format (1), one byte of kind,
 * and for kind 0 key texts, for kind 2 invalidated tags, with line feeds between them. Kind 1, and every other that may
 * come, means all entries.
 */
final class NearMessage {

    static final byte[] ALL_CHANGED = {1, 1};

    private static final byte FORMAT = 1;
    private static final byte SOME = 0;
    private static final byte TAGS = 2;
    private static final int HEAD_BYTES = 2;

    private NearMessage() {}

    /** Returns the message that tags were invalidated. */
    static byte[] tagsChanged(Collection<String> tags) {
        byte[] message = ("xx" + String.join("\n", tags)).getBytes(StandardCharsets.UTF_8);
        message[0] = FORMAT;
        message[1] = TAGS;
        return message;
    }

    /** Tells what a message says; one that is not understood could have said anything. */
    static void read(byte[] message, Invalidations told) {
        byte kind = message.length <= HEAD_BYTES || message[0] != FORMAT ? ALL_CHANGED[1] : message[1];
        switch (kind) {
            case SOME -> lines(message).forEach(told::changed);
            case TAGS -> told.tagsChanged(lines(message));
            default -> told.allChanged();
        }
    }

    private static List<String> lines(byte[] message) {
        String text = new String(message, HEAD_BYTES, message.length - HEAD_BYTES, StandardCharsets.UTF_8);
        return List.of(text.split("\n", -1));
    }
}
