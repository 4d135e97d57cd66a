package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.TagPosition;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;

/** The stamps of one cache's tags: takes them away, and says how far that has come. Thread-safe. */
final class TagStamps {

    /** The server does nothing else while it is at one call, and Lua takes no more than some thousand names at once. */
    private static final int NAMES_PER_CALL = 2048;

    private final CacheKeys keys;
    private final Scripts scripts;
    private final boolean slots;

    TagStamps(CacheKeys keys, Scripts scripts, boolean slots) {
        this.keys = keys;
        this.scripts = scripts;
        this.slots = slots;
    }

    /**
     * By one call, or as many as the names need, or one per partition where there are slots.
     *
     * @param tags at least one
     */
    CompletionStage<@Nullable Void> invalidate(Collection<String> tags) {
        List<String> distinct = tags.stream().distinct().toList();
        Object[] arguments = new Object[1 + distinct.size()];
        arguments[0] = epoch();
        for (int i = 0; i < distinct.size(); i++) {
            arguments[1 + i] = Wire.of(distinct.get(i));
        }
        List<ScriptCall> calls = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        for (Partition partition : keys.partitions()) {
            names.add(partition.lately);
            distinct.forEach(tag -> names.add(partition.tag(tag)));
            if (slots || names.size() >= NAMES_PER_CALL) {
                calls.add(new ScriptCall(Script.INVALIDATE, List.copyOf(names), arguments));
                names.clear();
            }
        }
        if (!names.isEmpty()) {
            calls.add(new ScriptCall(Script.INVALIDATE, names, arguments));
        }
        return CompletableFuture.allOf(
                scripts.runAll(calls, ByteArrayCodec.INSTANCE).toArray(CompletableFuture[]::new));
    }

    CompletionStage<TagPosition> position(String keyText) {
        List<Object> names = List.of(keys.partitionOf(keyText).lately);
        return scripts.run(new ScriptCall(Script.POSITION, names, new Object[] {epoch()}), ByteArrayCodec.INSTANCE)
                .thenApply(answer -> Wire.position((byte[]) answer.get(0)));
    }

    /** For an {@code i} that is not there. */
    private static byte[] epoch() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return ByteBuffer.allocate(EntryCodec.STAMP_BYTES)
                .putInt(random.nextInt())
                .putShort((short) random.nextInt())
                .array();
    }
}
