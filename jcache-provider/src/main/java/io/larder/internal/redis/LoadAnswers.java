package io.larder.internal.redis;

import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.StoredEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** What {@code change.lua} says about loads, and how it is told how one ended. */
final class LoadAnswers {

    private static final byte[] NOTHING = {};
    private static final byte FAILED = 3;
    private static final byte ABSENT = 4;
    private static final byte KEPT_FAILURE = 5;

    private LoadAnswers() {}

    /**
     * Reads the answer to the wish to load.
     *
     * @param found the entry, or the record in its place with the token where an entry has its version
     */
    static LoadStart start(int code, @Nullable StoredEntry found) {
        return switch (code) {
            case 0 -> new LoadStart.Busy(required(found).version(), remainingMillis(required(found)));
            case 1 -> new LoadStart.Present(required(found));
            case 2 -> LoadStart.BEGUN;
            case FAILED -> new LoadStart.Failed(text(required(found)));
            case ABSENT -> LoadStart.KNOWN_ABSENT;
            case KEPT_FAILURE -> new LoadStart.KnownFailure(text(required(found)));
            default -> throw new RedisException("A record of the unknown kind " + code + " is in an entry's place");
        };
    }

    private static String text(StoredEntry record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    private static StoredEntry required(@Nullable StoredEntry found) {
        return Objects.requireNonNull(found, "change.lua has told the kind of a record without the record");
    }

    private static long remainingMillis(StoredEntry load) {
        return Integer.toUnsignedLong(ByteBuffer.wrap(load.payload()).getInt());
    }

    /** Returns kind and payload of the record that a load leaves, no byte where it leaves none. */
    static byte[] record(LoadSettlement settlement) {
        return switch (settlement.kind()) {
            case RENEWED, TAKEN_BACK -> NOTHING;
            case FAILED -> record(FAILED, settlement.message());
            case KNOWN_ABSENT -> record(ABSENT, "");
            case KNOWN_FAILURE -> record(KEPT_FAILURE, settlement.message());
        };
    }

    private static byte[] record(byte kind, String message) {
        byte[] text = Wire.of(message);
        return ByteBuffer.allocate(1 + text.length).put(kind).put(text).array();
    }
}
