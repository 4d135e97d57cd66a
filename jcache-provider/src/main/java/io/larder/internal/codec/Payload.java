package io.larder.internal.codec;

import com.esotericsoftware.kryo.io.Output;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A payload taken apart: what {@code docs/data-format.md} describes. One byte of layout version, flags and format; four
 * of checksum; the key body, where there is one, behind its length; the value.
 *
 * @param bytes the whole payload
 * @param keyStart where the key body starts
 * @param valueStart where the value starts; equal to {@code keyStart} where there is no key body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Payload(byte[] bytes, int keyStart, int valueStart) {

    private static final int HEAD = 5;
    private static final int FORMAT_BITS = 0x07;
    private static final int HAS_KEY = 0x08;

    /** Compression and layout version: zero in this version, so that what a later one writes is a miss. */
    private static final int RESERVED_BITS = 0xF0;

    /** Starts a payload: leaves room for the head, and writes the key body. */
    static void begin(Output out, byte @Nullable [] keyBody) {
        out.writeInt(0);
        out.writeByte(0);
        if (keyBody != null) {
            out.writeVarInt(keyBody.length, true);
            out.writeBytes(keyBody);
        }
    }

    /** Returns the finished payload of what was written. */
    static byte[] finish(Output out, Format format, boolean hasKey) {
        return seal(out.toBytes(), format, hasKey);
    }

    /** Returns a payload that is some bytes as they are. */
    static byte[] ofRaw(Format format, byte @Nullable [] keyBody, byte[] value) {
        if (keyBody == null) {
            byte[] payload = new byte[Math.addExact(HEAD, value.length)];
            System.arraycopy(value, 0, payload, HEAD, value.length);
            return seal(payload, format, false);
        }
        Output out = new Output(keyBody.length + value.length + 2 * HEAD, -1);
        begin(out, keyBody);
        out.writeBytes(value);
        return finish(out, format, true);
    }

    private static byte[] seal(byte[] payload, Format format, boolean hasKey) {
        payload[0] = (byte) (format.id() | (hasKey ? HAS_KEY : 0));
        ByteBuffer.wrap(payload).putInt(1, checksum(payload));
        return payload;
    }

    private static int checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload[0]);
        crc.update(payload, HEAD, payload.length - HEAD);
        return (int) crc.getValue();
    }

    /**
     * Takes a payload apart.
     *
     * @throws UndecodableException if it is none, of another version, or not what was written
     */
    static Payload open(byte[] bytes) {
        if (bytes.length < HEAD) {
            throw new UndecodableException("shorter than a payload");
        }
        if ((bytes[0] & RESERVED_BITS) != 0) {
            throw new UndecodableException("written by another version");
        }
        if (ByteBuffer.wrap(bytes).getInt(1) != checksum(bytes)) {
            throw new UndecodableException("checksum mismatch");
        }
        return (bytes[0] & HAS_KEY) == 0 ? new Payload(bytes, HEAD, HEAD) : withKey(bytes);
    }

    private static Payload withKey(byte[] bytes) {
        BoundedInput in = new BoundedInput(bytes, HEAD, bytes.length - HEAD);
        int length = in.readVarInt(true);
        if (length < 0 || length > in.limit() - in.position()) {
            throw new UndecodableException("key body past the end");
        }
        return new Payload(bytes, in.position(), in.position() + length);
    }

    Format format() {
        return Format.of(bytes[0] & FORMAT_BITS);
    }

    boolean hasKey() {
        return (bytes[0] & HAS_KEY) != 0;
    }

    /** Returns whether another payload holds a value of the same format and bytes. */
    boolean sameValueBytes(Payload other) {
        return format() == other.format()
                && Arrays.equals(bytes, valueStart, bytes.length, other.bytes, other.valueStart, other.bytes.length);
    }

    int valueLength() {
        return bytes.length - valueStart;
    }
}
