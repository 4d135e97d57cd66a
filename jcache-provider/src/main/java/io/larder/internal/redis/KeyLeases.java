package io.larder.internal.redis;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.client.codec.ByteArrayCodec;

/** Keys that say whose turn it is, each for a while: what a lease is about is another key's matter, or none's. Thread-safe. */
final class KeyLeases {

    private final Scripts scripts;

    KeyLeases(Scripts scripts) {
        this.scripts = scripts;
    }

    /** Takes a lease that nobody has, or goes on with the owner's; says whether it is the owner's now. */
    CompletionStage<Boolean> take(String redisKey, long owner, long millis) {
        return run(Script.LEASE, redisKey, Wire.of(owner), Wire.decimal(millis));
    }

    /** Ends a lease; says whether it was still the owner's. */
    CompletionStage<Boolean> free(String redisKey, long owner) {
        return run(Script.FREE, redisKey, Wire.of(owner));
    }

    private CompletionStage<Boolean> run(Script script, String redisKey, Object... arguments) {
        return scripts.run(new ScriptCall(script, List.of(redisKey), arguments), ByteArrayCodec.INSTANCE)
                .thenApply(answer -> answer.get(0).equals(1L));
    }
}
