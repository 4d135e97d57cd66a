package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Condition;
import io.larder.internal.store.LoadRequest;
import io.larder.internal.store.LoadSettlement;
import io.larder.internal.store.LoadStart;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
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
    private static final int KINDS_AND_ID_BYTES = 3 + Long.BYTES;
    private static final byte END_OF_TTL = 0;
    private static final WriteResult.Outcome[] WRITTEN = {
        WriteResult.Outcome.REFUSED,
        WriteResult.Outcome.CREATED,
        WriteResult.Outcome.UPDATED,
        WriteResult.Outcome.EXPIRED_ON_CREATION,
        WriteResult.Outcome.WRITTEN
    };
    private static final RemovalResult.Outcome[] REMOVED = {
        RemovalResult.Outcome.REFUSED, RemovalResult.Outcome.REMOVED, RemovalResult.Outcome.ABSENT
    };

    private final ChangedCache cache;
    private final Partition partition;
    private final String entry;
    private final String copy;
    private final byte[] packed;
    private final byte @Nullable [] payload;
    private final Answer<R> answer;

    private Change(ChangedCache cache, String keyText, byte[] packed, byte @Nullable [] payload, Answer<R> answer) {
        this.cache = cache;
        this.packed = packed;
        this.payload = payload;
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
        byte[] packed = packed(
                PUT,
                write.condition(),
                write.previousWanted(),
                write.version(),
                write.onCreation(),
                write.onUpdate(),
                write.keyText());
        return new Change<>(
                cache,
                write.keyText(),
                packed,
                write.payload(),
                (code, previous, published) -> new WriteResult(WRITTEN[code], previous, published));
    }

    static Change<RemovalResult> of(ChangedCache cache, Removal removal) {
        byte[] packed = packed(
                REMOVE,
                removal.condition(),
                removal.previousWanted(),
                removal.operationId(),
                Ttl.UNCHANGED,
                Ttl.UNCHANGED,
                removal.keyText());
        return new Change<>(
                cache,
                removal.keyText(),
                packed,
                null,
                (code, previous, published) -> new RemovalResult(REMOVED[code], previous, published));
    }

    static Change<Touch.Result> of(ChangedCache cache, Touch touch) {
        byte[] packed = packed(
                TOUCH,
                touch.condition(),
                touch.wanted(),
                ThreadLocalRandom.current().nextLong(),
                Ttl.UNCHANGED,
                touch.ttl(),
                touch.keyText());
        return new Change<>(
                cache,
                touch.keyText(),
                packed,
                null,
                (code, previous, published) -> new Touch.Result(code == 1, previous));
    }

    static Change<LoadStart> of(ChangedCache cache, LoadRequest load) {
        Long awaited = load.awaited();
        Condition others = load.forWrite() ? Condition.IF_PRESENT : Condition.ALWAYS;
        byte[] packed = packed(
                BEGIN_LOAD,
                awaited == null ? others : Condition.ifLoading(awaited),
                true,
                load.token(),
                Ttl.ofMillis(load.leaseMillis()),
                Ttl.UNCHANGED,
                load.keyText());
        return new Change<>(
                cache, load.keyText(), packed, null, (code, found, published) -> LoadAnswers.start(code, found));
    }

    static Change<Boolean> of(ChangedCache cache, LoadSettlement settlement) {
        byte[] packed = packed(
                SETTLE_LOAD,
                Condition.ALWAYS,
                false,
                settlement.token(),
                Ttl.UNCHANGED,
                Ttl.ofMillis(settlement.millis()),
                settlement.keyText());
        return new Change<>(
                cache,
                settlement.keyText(),
                packed,
                LoadAnswers.record(settlement),
                (code, previous, published) -> code == 1);
    }

    private static byte[] packed(
            byte operation, Condition condition, boolean wanted, long id, Ttl onCreation, Ttl ttl, String keyText) {
        byte[] first = Wire.of(onCreation);
        byte[] second = Wire.of(ttl);
        byte[] text = Wire.of(keyText);
        int versionBytes = condition instanceof Condition.Simple ? 0 : Long.BYTES;
        int length = KINDS_AND_ID_BYTES + first.length + 1 + second.length + 1 + versionBytes + text.length;
        ByteBuffer packed = ByteBuffer.allocate(length)
                .put(operation)
                .put(Wire.kind(condition))
                .put((byte) (wanted ? 1 : 0))
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

    /** Returns about how many bytes the change adds to its call. */
    int size() {
        return entry.length() + copy.length() + packed.length + (payload == null ? 0 : payload.length);
    }

    R result(int code, @Nullable StoredEntry previous, boolean published) {
        return answer.read(code, previous, published);
    }
}
