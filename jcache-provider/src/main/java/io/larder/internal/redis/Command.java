package io.larder.internal.redis;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.Codec;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.RedisCommands;

/**
 * One command for one node, and its answer. Whoever builds it leaves its parameters alone afterwards.
 *
 * @param <R> the type of answer
 */
final class Command<R> {

    private static final RedisCommand<List<Object>> EVALSHA = new RedisCommand<>(RedisCommands.EVAL_LIST, "EVALSHA");

    private final int slot;
    private final RedisCommand<R> kind;
    private final Codec codec;
    private final Object[] parameters;
    private final @Nullable Script script;
    private final CompletableFuture<R> answer = new CompletableFuture<>();

    private Command(int slot, RedisCommand<R> kind, Codec codec, Object[] parameters, @Nullable Script script) {
        this.slot = slot;
        this.kind = kind;
        this.codec = codec;
        this.parameters = parameters;
        this.script = script;
    }

    /** Reads what is under names of one slot: as many elements, {@code null} where nothing is. */
    static Command<List<Object>> mget(int slot, Object[] names) {
        return new Command<>(slot, RedisCommands.MGET, EntryCodec.INSTANCE, names, null);
    }

    /** Asks how many milliseconds are left: -1 where there is no end, -2 where there is nothing. */
    static Command<Long> pttl(int slot, Object name) {
        return new Command<>(slot, RedisCommands.PTTL, EntryCodec.INSTANCE, new Object[] {name}, null);
    }

    /** Calls a script by its digest, which is the first parameter. */
    static Command<List<Object>> evalsha(int slot, Script script, Object[] parameters, Codec codec) {
        return new Command<>(slot, EVALSHA, codec, parameters, script);
    }

    /** Makes a script known to the server. */
    static Command<String> load(int slot, Script script) {
        return new Command<>(slot, RedisCommands.SCRIPT_LOAD, EntryCodec.INSTANCE, new Object[] {script.text()}, null);
    }

    /** Asks a server whether it is there; belongs to no slot. */
    static Command<String> ping() {
        return new Command<>(0, RedisCommands.PING, StringCodec.INSTANCE, new Object[0], null);
    }

    /** Calls the same script by its text, which a server never fails to know. */
    Command<R> withText(Script known) {
        Object[] parameters = this.parameters.clone();
        parameters[0] = known.text();
        return new Command<>(slot, new RedisCommand<>(kind, "EVAL"), codec, parameters, null);
    }

    int slot() {
        return slot;
    }

    RedisCommand<R> kind() {
        return kind;
    }

    Codec codec() {
        return codec;
    }

    Object[] parameters() {
        return parameters;
    }

    /** The script that is called by its digest, if one is. */
    @Nullable
    Script script() {
        return script;
    }

    CompletableFuture<R> answer() {
        return answer;
    }

    /** As the client sends it. */
    CommandData<?, ?> toData() {
        return new CommandData<R, R>(new CompletableFuture<>(), codec, kind, parameters);
    }

    /** Gives the answer, or the failure, that a finished attempt has brought. */
    void answeredBy(CompletableFuture<R> finished) {
        try {
            answer.complete(finished.join());
        } catch (CancellationException | CompletionException e) {
            answer.completeExceptionally(Failures.root(e));
        }
    }
}
