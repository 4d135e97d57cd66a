package io.larder.internal.redis;

import io.larder.internal.store.Condition;
import io.larder.internal.store.TagPosition;
import io.larder.internal.store.Ttl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the scripts are told things. */
final class Wire {

    private static final byte[] IMMEDIATE = {'0'};
    private static final byte[] ETERNAL = {'-', '1'};
    private static final byte[] UNCHANGED = {'-', '2'};
    private static final byte ALWAYS = 0;
    private static final byte IF_ABSENT = 1;
    private static final byte IF_PRESENT = 2;
    private static final byte IF_VERSION = 3;
    private static final byte IF_LOADING = 4;
    /** Over 30 000 years; a longer ttl would overflow in the server, where this one never ends either. */
    private static final long LONGEST_TTL_MILLIS = 1_000_000_000_000_000L;

    private static final int POSITION_BYTES = 14;

    private Wire() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(long eightBytes) {
        return ByteBuffer.allocate(8).putLong(eightBytes).array();
    }

    static byte[] decimal(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] of(Ttl ttl) {
        if (ttl instanceof Ttl.Lasting lasting) {
            return decimal(Math.min(lasting.millis(), LONGEST_TTL_MILLIS));
        }
        return switch ((Ttl.Fixed) ttl) {
            case IMMEDIATE -> IMMEDIATE;
            case ETERNAL -> ETERNAL;
            case UNCHANGED -> UNCHANGED;
        };
    }

    /** Tags of a new entry, and the position before its value was computed if there is one, each with its length. */
    static byte[] of(List<String> tags, @Nullable TagPosition before) {
        int length = 1 + (before == null ? 0 : POSITION_BYTES);
        for (String tag : tags) {
            length += 1 + tag.length();
        }
        ByteBuffer packed = ByteBuffer.allocate(length).put((byte) (before == null ? 0 : POSITION_BYTES));
        if (before != null) {
            packed.putShort((short) (before.epoch() >> Integer.SIZE))
                    .putInt((int) before.epoch())
                    .putLong(before.count());
        }
        for (String tag : tags) {
            packed.put((byte) tag.length()).put(tag.getBytes(StandardCharsets.US_ASCII));
        }
        return packed.array();
    }

    static TagPosition position(byte[] bytes) {
        ByteBuffer position = ByteBuffer.wrap(bytes);
        long upper = position.getShort() & 0xffffL;
        return new TagPosition(upper << Integer.SIZE | (position.getInt() & 0xffff_ffffL), position.getLong());
    }

    /** The kind of a condition; the version or token of one that names it is told elsewhere. */
    static byte kind(Condition condition) {
        if (condition instanceof Condition.IfVersion) {
            return IF_VERSION;
        }
        if (condition instanceof Condition.IfLoading) {
            return IF_LOADING;
        }
        return switch ((Condition.Simple) condition) {
            case ALWAYS -> ALWAYS;
            case IF_ABSENT -> IF_ABSENT;
            case IF_PRESENT -> IF_PRESENT;
        };
    }
}
