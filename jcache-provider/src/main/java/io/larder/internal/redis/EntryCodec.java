package io.larder.internal.redis;

import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Timing;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.handler.State;
import org.redisson.client.protocol.Decoder;

/**
 * Reads stamps and entries straight out of the network buffer, so that a payload is copied once. Thread-safe.
 *
 * <p>An entry is one byte of kind (1) and flags, six bytes of stamp, eight bytes of version, the sections that the flags
 * tell of, and the payload. A stamp is six bytes. A subclass of {@link ByteArrayCodec}, because Redisson binds all other
 * codecs to class loaders at each call.
 */
final class EntryCodec extends ByteArrayCodec {

    static final EntryCodec INSTANCE = new EntryCodec();
    private static final int ENTRY = 1;
    private static final int TAGGED = 16;
    private static final int TIMED = 32;
    private static final int TIMING_BYTES = 2 * Long.BYTES + Integer.BYTES;
    private static final int FLAGS = TAGGED | TIMED;
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
     * An entry, valid only with the stamp of its partition and those of its tags; or a record in its place, with a token as
     * its version.
     *
     * @param kind 1 for an entry
     * @param stamp the partition's stamp when it was written
     * @param version the entry's version
     * @param timing what must be known to refresh it, {@code null} if nothing is
     * @param tags its tags and their stamps when it was written
     * @param payload what was written
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry(
            int kind, long stamp, long version, @Nullable Timing timing, StampedTags tags, byte[] payload)
            implements Found {

        boolean isEntry() {
            return kind == ENTRY;
        }

        StoredEntry toStored() {
            return new StoredEntry(version, payload, tags.names(), timing);
        }
    }

    /**
     * The tags of an entry.
     *
     * @param names the tags
     * @param stamps the stamp of each when the entry was written
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record StampedTags(List<String> names, long[] stamps) {

        static final StampedTags NONE = new StampedTags(List.of(), new long[0]);
    }

    /** Bytes that are none of ours. */
    enum Unreadable implements Found {
        /** The one instance. */
        INSTANCE
    }

    private static Object decode(ByteBuf bytes, State state) {
        if (bytes.readableBytes() == STAMP_BYTES) {
            return new Stamp(readStamp(bytes));
        }
        Found found = entry(bytes);
        bytes.skipBytes(bytes.readableBytes());
        return found == null ? Unreadable.INSTANCE : found;
    }

    private static @Nullable Entry entry(ByteBuf bytes) {
        if (bytes.readableBytes() < HEADER_BYTES) {
            return null;
        }
        int kind = bytes.readByte();
        boolean isRecord = kind > ENTRY && kind <= LAST_KIND;
        if (!isRecord && (kind & ~FLAGS) != ENTRY) {
            return null;
        }
        long stamp = readStamp(bytes);
        long version = bytes.readLong();
        boolean isTimed = (kind & TIMED) != 0;
        if (isTimed && bytes.readableBytes() < TIMING_BYTES) {
            return null;
        }
        Timing timing = isTimed ? timing(bytes) : null;
        StampedTags tags = (kind & TAGGED) == 0 ? StampedTags.NONE : tags(bytes);
        if (tags == null) {
            return null;
        }
        byte[] payload = new byte[bytes.readableBytes()];
        bytes.readBytes(payload);
        return new Entry(isRecord ? kind : ENTRY, stamp, version, timing, tags, payload);
    }

    private static Timing timing(ByteBuf bytes) {
        return new Timing(bytes.readLong(), bytes.readLong(), Integer.toUnsignedLong(bytes.readInt()));
    }

    /** Two bytes length, then per tag its stamp, one byte length, and the tag; {@code null} if it is not so. */
    private static @Nullable StampedTags tags(ByteBuf bytes) {
        if (bytes.readableBytes() < Short.BYTES) {
            return null;
        }
        int length = bytes.readUnsignedShort();
        if (bytes.readableBytes() < length) {
            return null;
        }
        ByteBuf section = bytes.readSlice(length);
        List<String> names = new ArrayList<>(2);
        List<Long> stamps = new ArrayList<>(2);
        while (section.isReadable()) {
            if (section.readableBytes() <= STAMP_BYTES) {
                return null;
            }
            stamps.add(readStamp(section));
            int nameLength = section.readUnsignedByte();
            if (section.readableBytes() < nameLength) {
                return null;
            }
            names.add(section.readCharSequence(nameLength, StandardCharsets.ISO_8859_1)
                    .toString());
        }
        return new StampedTags(
                List.copyOf(names), stamps.stream().mapToLong(Long::longValue).toArray());
    }

    private static long readStamp(ByteBuf bytes) {
        return (long) bytes.readInt() << Short.SIZE | bytes.readUnsignedShort();
    }
}
