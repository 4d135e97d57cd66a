package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Condition;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Timing;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One change of one entry as {@code change.lua} wants it, and how to read the answer: all that can be done before it is
 * known which call it shares with which others. Immutable.
 *
 * @param <R> the type of result
 */
final class Change<R> {

    private static final byte PUT = 1;
    private static final byte REMOVE = 2;
    private static final byte TOUCH = 3;
    private static final byte BEGIN_LOAD = 4;
    private static final byte SETTLE_LOAD = 5;
    private static final byte NOTHING_WANTED = 0;
    private static final byte PREVIOUS_WANTED = 1;
    private static final byte TAGS_FOLLOW = 2;
    private static final byte FENCE_FOLLOWS = 4;
    private static final byte TIMING_FOLLOWS = 8;
    private static final long LONGEST_LOAD_MILLIS = 0xffff_ffffL;
    private static final int DIGITS_OF_LONG = 19;
    private static final int KINDS_AND_ID_BYTES = 3 + Long.BYTES;
    private static final byte END_OF_TTL = 0;
    private static final WriteResult.Outcome[] WRITTEN = {
        WriteResult.Outcome.REFUSED,
        WriteResult.Outcome.CREATED,
        WriteResult.Outcome.UPDATED,
        WriteResult.Outcome.EXPIRED_ON_CREATION,
        WriteResult.Outcome.WRITTEN,
        WriteResult.Outcome.STALE
    };
    private static final RemovalResult.Outcome[] REMOVED = {
        RemovalResult.Outcome.REFUSED,
        RemovalResult.Outcome.REMOVED,
        RemovalResult.Outcome.ABSENT,
        RemovalResult.Outcome.STALE
    };

    private final ChangedCache cache;
    private final Partition partition;
    private final String entry;
    private final String copy;
    private final byte[] packed;
    private final byte @Nullable [] payload;
    private final byte @Nullable [] tags;
    private final byte @Nullable [] fence;
    private final byte @Nullable [] timing;
    private final Answer<R> answer;

    private Change(
            ChangedCache cache,
            String keyText,
            byte[] packed,
            byte @Nullable [] payload,
            byte @Nullable [] tags,
            byte @Nullable [] fence,
            byte @Nullable [] timing,
            Answer<R> answer) {
        this.cache = cache;
        this.packed = packed;
        this.payload = payload;
        this.tags = tags;
        this.fence = fence;
        this.timing = timing;
        this.answer = answer;
        partition = cache.keys().partitionOf(keyText);
        entry = partition.entry(keyText);
        copy = partition.copy(keyText);
    }

    /** How an answer becomes a result. */
    private interface Answer<R> {

        R read(int code, @Nullable StoredEntry previous, boolean published);
    }

    static Change<WriteResult> of(ChangedCache cache, Write write) {
        byte[] tags = write.tags().isEmpty() ? null : Wire.of(write.tags(), write.before());
        byte[] fence = write.fence() == null ? null : digits(write.fence());
        byte[] timing = write.timing() == null ? null : bytes(write.timing());
        byte[] packed = packed(
                PUT,
                write.condition(),
                wanted(write.previousWanted(), tags, fence, timing),
                write.version(),
                write.onCreation(),
                write.onUpdate(),
                write.keyText());
        return new Change<>(
                cache,
                write.keyText(),
                packed,
                write.payload(),
                tags,
                fence,
                timing,
                (code, previous, published) -> new WriteResult(WRITTEN[code], previous, published));
    }

    static Change<RemovalResult> of(ChangedCache cache, Removal removal) {
        byte[] fence = removal.fence() == null ? null : digits(removal.fence());
        byte[] packed = packed(
                REMOVE,
                removal.condition(),
                wanted(removal.previousWanted(), null, fence, null),
                removal.operationId(),
                Ttl.UNCHANGED,
                Ttl.UNCHANGED,
                removal.keyText());
        return new Change<>(
                cache,
                removal.keyText(),
                packed,
                null,
                null,
                fence,
                null,
                (code, previous, published) -> new RemovalResult(REMOVED[code], previous, published));
    }

    static Change<Touch.Result> of(ChangedCache cache, Touch touch) {
        byte[] packed = packed(
                TOUCH,
                touch.condition(),
                wanted(touch.wanted(), null, null, null),
                ThreadLocalRandom.current().nextLong(),
                Ttl.UNCHANGED,
                touch.ttl(),
                touch.keyText());
        return new Change<>(
                cache,
                touch.keyText(),
                packed,
                null,
                null,
                null,
                null,
                (code, previous, published) -> new Touch.Result(code == 1, previous));
    }

    private static byte wanted(
            boolean previous, byte @Nullable [] tags, byte @Nullable [] fence, byte @Nullable [] timing) {
        return (byte) ((previous ? PREVIOUS_WANTED : 0)
                + (tags == null ? 0 : TAGS_FOLLOW)
                + (fence == null ? 0 : FENCE_FOLLOWS)
                + (timing == null ? 0 : TIMING_FOLLOWS));
    }

    /** As it stands in the entry. */
    private static byte[] bytes(Timing timing) {
        return ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(timing.ttlMillis())
                .putLong(timing.staleMillis())
                .putInt((int) Math.min(timing.loadMillis(), LONGEST_LOAD_MILLIS))
                .array();
    }

    /** As many for each, so that the order of the texts is that of the numbers: a script's numbers are not exact enough. */
    private static byte[] digits(long token) {
        String digits = Long.toString(token);
        return Wire.of("0".repeat(DIGITS_OF_LONG - digits.length()) + digits);
    }

    static Change<LoadStart> of(ChangedCache cache, LoadRequest load) {
        Long awaited = load.awaited();
        Condition others = load.forWrite() ? Condition.IF_PRESENT : Condition.ALWAYS;
        byte[] packed = packed(
                BEGIN_LOAD,
                awaited == null ? others : Condition.ifLoading(awaited),
                PREVIOUS_WANTED,
                load.token(),
                Ttl.ofMillis(load.leaseMillis()),
                Ttl.UNCHANGED,
                load.keyText());
        return new Change<>(
                cache,
                load.keyText(),
                packed,
                null,
                null,
                null,
                null,
                (code, found, published) -> LoadAnswers.start(code, found));
    }

    static Change<Boolean> of(ChangedCache cache, LoadSettlement settlement) {
        byte[] packed = packed(
                SETTLE_LOAD,
                Condition.ALWAYS,
                NOTHING_WANTED,
                settlement.token(),
                Ttl.UNCHANGED,
                Ttl.ofMillis(settlement.millis()),
                settlement.keyText());
        return new Change<>(
                cache,
                settlement.keyText(),
                packed,
                LoadAnswers.record(settlement),
                null,
                null,
                null,
                (code, previous, published) -> code == 1);
    }

    private static byte[] packed(
            byte operation, Condition condition, byte wanted, long id, Ttl onCreation, Ttl ttl, String keyText) {
        byte[] first = Wire.of(onCreation);
        byte[] second = Wire.of(ttl);
        byte[] text = Wire.of(keyText);
        int versionBytes = condition instanceof Condition.Simple ? 0 : Long.BYTES;
        int length = KINDS_AND_ID_BYTES + first.length + 1 + second.length + 1 + versionBytes + text.length;
        ByteBuffer packed = ByteBuffer.allocate(length)
                .put(operation)
                .put(Wire.kind(condition))
                .put(wanted)
                .putLong(id)
                .put(first)
                .put(END_OF_TTL)
                .put(second)
                .put(END_OF_TTL);
        if (condition instanceof Condition.IfVersion expected) {
            packed.putLong(expected.version());
        } else if (condition instanceof Condition.IfLoading expected) {
            packed.putLong(expected.token());
        }
        return packed.put(text).array();
    }

    ChangedCache cache() {
        return cache;
    }

    Partition partition() {
        return partition;
    }

    /** Returns the name of the entry in Redis: changes of one name must keep their order. */
    String entry() {
        return entry;
    }

    /** Returns the name of the journal's copy of the entry. */
    String copy() {
        return copy;
    }

    byte[] packed() {
        return packed;
    }

    byte @Nullable [] payload() {
        return payload;
    }

    /** Returns what the script is told of the tags of a put that has some. */
    byte @Nullable [] tags() {
        return tags;
    }

    /** Returns the fencing token; only of puts and removals, and seldom there. */
    byte @Nullable [] fence() {
        return fence;
    }

    /** Returns what must be known to refresh the entry of a put; only where there is a payload. */
    byte @Nullable [] timing() {
        return timing;
    }

    /** Returns about how many bytes the change adds to its call. */
    int size() {
        return entry.length() + copy.length() + packed.length + lengthOf(payload) + lengthOf(tags);
    }

    private static int lengthOf(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    R result(int code, @Nullable StoredEntry previous, boolean published) {
        return answer.read(code, previous, published);
    }
}
