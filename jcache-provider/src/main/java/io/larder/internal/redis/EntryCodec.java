package io.larder.internal.redis;

import io.netty.buffer.ByteBuf;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.handler.State;
import org.redisson.client.protocol.Decoder;

/**
 * Reads stamps and entries straight out of the network buffer, so that a payload is copied once. Thread-safe.
 *
 * <p>An entry is one byte of format (1), six bytes of stamp, eight bytes of version, and the payload. A stamp is six
 * bytes. A subclass of {@link ByteArrayCodec}, because Redisson binds all other codecs to class loaders at each call.
 */
final class EntryCodec extends ByteArrayCodec {

    static final EntryCodec INSTANCE = new EntryCodec();
    static final int FORMAT = 1;
    private static final int LAST_KIND = 5;
    static final int STAMP_BYTES = 6;
    private static final int HEADER_BYTES = 1 + STAMP_BYTES + 8;

    private final Decoder<Object> decoder = EntryCodec::decode;

    private EntryCodec() {}

    @Override
    public Decoder<Object> getValueDecoder() {
        return decoder;
    }

    /** What is in Redis under a name of ours. */
    sealed interface Found permits Stamp, Entry, Unreadable {}

    /** The stamp of a partition. */
    record Stamp(long value) implements Found {}

    /**
     * An entry, valid only with the stamp of its partition; or a record in its place, with a token as its version.
     *
     * @param kind 1 for an entry
     * @param stamp the partition's stamp when it was written
     * @param version the entry's version
     * @param payload what was written
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(int kind, long stamp, long version, byte[] payload) implements Found {

        boolean isEntry() {
            return kind == FORMAT;
        }
    }

    /** Bytes that are none of ours. */
    enum Unreadable implements Found {
        /** The one instance. */
        INSTANCE
    }

    private static Object decode(ByteBuf bytes, State state) {
        int length = bytes.readableBytes();
        if (length == STAMP_BYTES) {
            return new Stamp(readStamp(bytes));
        }
        int kind = length < HEADER_BYTES ? 0 : bytes.readByte();
        if (kind < FORMAT || kind > LAST_KIND) {
            bytes.skipBytes(bytes.readableBytes());
            return Unreadable.INSTANCE;
        }
        long stamp = readStamp(bytes);
        long version = bytes.readLong();
        byte[] payload = new byte[length - HEADER_BYTES];
        bytes.readBytes(payload);
        return new Entry(kind, stamp, version, payload);
    }

    private static long readStamp(ByteBuf bytes) {
        return (long) bytes.readInt() << Short.SIZE | bytes.readUnsignedShort();
    }
}
