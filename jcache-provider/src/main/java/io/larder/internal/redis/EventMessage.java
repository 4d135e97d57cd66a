package io.larder.internal.redis;

import io.larder.internal.store.StoreEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The form in which a change is told on a cache's channel: one byte of format (1), one byte of kind (0 created, 1
 * updated, 2 removed, 3 expired; + 16 if a payload follows, + 32 if an old payload follows), eight bytes of operation
 * id, four bytes of length and the key text, four bytes of length and the payload, and to the end the old payload.
 */
final class EventMessage {

    private static final int FORMAT = 1;
    private static final int HAS_PAYLOAD = 16;
    private static final int HAS_OLD_PAYLOAD = 32;
    private static final int KIND = 15;
    private static final StoreEvent.Kind[] KINDS = {
        StoreEvent.Kind.CREATED, StoreEvent.Kind.UPDATED, StoreEvent.Kind.REMOVED, StoreEvent.Kind.EXPIRED
    };

    private EventMessage() {}

    /** Reads a message; empty if it is none of ours, for anybody may publish on the channel. */
    static Optional<StoreEvent> read(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message);
        if (bytes.remaining() < 18 || bytes.get() != FORMAT) {
            return Optional.empty();
        }
        int head = bytes.get();
        long operationId = bytes.getLong();
        Optional<byte[]> keyText = part(bytes);
        Optional<byte[]> payload = keyText.isPresent() ? part(bytes) : Optional.empty();
        if (payload.isEmpty() || (head & KIND) >= KINDS.length) {
            return Optional.empty();
        }
        byte[] old = new byte[bytes.remaining()];
        bytes.get(old);
        return Optional.of(new StoreEvent(
                KINDS[head & KIND],
                new String(keyText.get(), StandardCharsets.UTF_8),
                operationId,
                (head & HAS_PAYLOAD) != 0 ? payload.get() : null,
                (head & HAS_OLD_PAYLOAD) != 0 ? old : null));
    }

    private static Optional<byte[]> part(ByteBuffer bytes) {
        if (bytes.remaining() < 4) {
            return Optional.empty();
        }
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            return Optional.empty();
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return Optional.of(part);
    }
}
