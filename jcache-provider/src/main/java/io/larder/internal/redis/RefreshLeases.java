package io.larder.internal.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * Says which JVM refreshes an entry of one cache: a key beside the entry, so that whatever becomes of the entry says
 * nothing of it, and the other way round. Thread-safe.
 */
final class RefreshLeases {

    private final CacheKeys keys;
    private final Scripts scripts;

    RefreshLeases(CacheKeys keys, Scripts scripts) {
        this.keys = keys;
        this.scripts = scripts;
    }

    CompletionStage<Boolean> take(String keyText, long token, long millis) {
        return run(Script.LEASE, keyText, Wire.of(token), Wire.decimal(millis));
    }

    CompletionStage<Boolean> free(String keyText, long token) {
        return run(Script.FREE, keyText, Wire.of(token));
    }

    private CompletionStage<Boolean> run(Script script, String keyText, Object... arguments) {
        List<Object> names = List.of(keys.partitionOf(keyText).refresh(keyText));
        return scripts.run(new ScriptCall(script, names, arguments), ByteArrayCodec.INSTANCE)
                .thenApply(answer -> answer.get(0).equals(1L));
    }
}
