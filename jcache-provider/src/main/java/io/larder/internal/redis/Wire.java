package io.larder.internal.redis;

import io.larder.internal.store.Condition;
import io.larder.internal.store.Ttl;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** How the scripts are told things. */
final class Wire {

    private static final byte[] YES = {'1'};
    private static final byte[] NO = {'0'};
    private static final byte[] ALWAYS = {'a'};
    private static final byte[] IF_ABSENT = {'n'};
    private static final byte[] IF_PRESENT = {'p'};
    private static final byte[] IMMEDIATE = {'0'};
    private static final byte[] ETERNAL = {'-', '1'};
    private static final byte[] UNCHANGED = {'-', '2'};
    /** Over 30 000 years; a longer ttl would overflow in the server, where this one never ends either. */
    private static final long LONGEST_TTL_MILLIS = 1_000_000_000_000_000L;

    private Wire() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(boolean yes) {
        return yes ? YES : NO;
    }

    static byte[] of(long eightBytes) {
        return ByteBuffer.allocate(8).putLong(eightBytes).array();
    }

    /** A stamp that no partition had before: of 48 random bits none comes twice in the life of an entry. */
    static byte[] newStamp() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return ByteBuffer.allocate(EntryCodec.STAMP_BYTES)
                .putInt(random.nextInt())
                .putShort((short) random.nextInt())
                .array();
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

    static byte[] of(Condition condition) {
        if (condition instanceof Condition.IfVersion expected) {
            return ByteBuffer.allocate(9)
                    .put((byte) 'v')
                    .putLong(expected.version())
                    .array();
        }
        return switch ((Condition.Simple) condition) {
            case ALWAYS -> ALWAYS;
            case IF_ABSENT -> IF_ABSENT;
            case IF_PRESENT -> IF_PRESENT;
        };
    }
}
