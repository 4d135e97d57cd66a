package io.larder.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RScript;
import org.redisson.api.RScriptAsync;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.OptionalOptions;
import org.redisson.client.RedisNoScriptException;
import org.redisson.client.codec.Codec;

/**
 * Runs scripts by their digest and loads them where a server does not know them (yet, or after a {@code SCRIPT FLUSH},
 * a restart or a failover). A call is sent once: after a timeout nobody knows whether it ran. Thread-safe.
 *
 * <p>Calls for one master share a pipeline. Pipelines of different masters are different batches: Redisson fails all
 * calls of a batch that are still under way at the first error, and those would be taken for not executed.
 */
final class Scripts {

    private final RedissonClient client;
    private final Masters masters;
    private final Duration timeout;

    Scripts(RedissonClient client, Masters masters, Duration timeout) {
        this.client = client;
        this.masters = masters;
        this.timeout = timeout;
    }

    /** Runs one script; the elements of its answer are decoded by the codec. */
    CompletionStage<List<Object>> run(ScriptCall call, Codec codec) {
        return healed(send(alone(codec), call), call, codec);
    }

    /** Runs scripts, pipelined per master; each answer is its own. */
    List<CompletionStage<List<Object>>> runAll(List<ScriptCall> calls, Codec codec) {
        List<CompletionStage<List<Object>>> answers = new ArrayList<>(calls.size());
        if (calls.size() == 1) {
            answers.add(run(calls.get(0), codec));
            return answers;
        }
        Map<Object, RBatch> batches = new HashMap<>();
        for (ScriptCall call : calls) {
            RBatch batch = batches.computeIfAbsent(masters.holding(call.route()), master -> batch());
            RScriptAsync script = batch.getScript(codec);
            answers.add(healed(send(script, call), call, codec));
        }
        batches.values().forEach(Scripts::execute);
        return answers;
    }

    private RScript alone(Codec codec) {
        return client.getScript(
                OptionalOptions.defaults().codec(codec).timeout(timeout).retryAttempts(0));
    }

    private RBatch batch() {
        return client.createBatch(
                BatchOptions.defaults().retryAttempts(0).responseTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Each call has a future of its own, so that of the batch says nothing new. */
    private static void execute(RBatch batch) {
        batch.executeAsync().whenComplete((answers, failure) -> {});
    }

    private static CompletionStage<List<Object>> send(RScriptAsync script, ScriptCall call) {
        return script.evalShaAsync(
                call.route(),
                RScript.Mode.READ_WRITE,
                call.script().sha(),
                RScript.ReturnType.LIST,
                call.keys(),
                call.arguments());
    }

    /** Loads and calls again; if somebody flushes the scripts in between, sends the whole text, which cannot fail so. */
    private CompletionStage<List<Object>> healed(CompletionStage<List<Object>> answer, ScriptCall call, Codec codec) {
        return ifUnknown(
                answer,
                () -> ifUnknown(
                        load(call).thenCompose(loaded -> send(alone(codec), call)),
                        () -> sendText(alone(codec), call)));
    }

    private static CompletionStage<List<Object>> ifUnknown(
            CompletionStage<List<Object>> answer, Supplier<CompletionStage<List<Object>>> remedy) {
        return answer.exceptionallyCompose(
                failure -> isUnknownScript(failure) ? remedy.get() : CompletableFuture.failedStage(failure));
    }

    private static CompletionStage<List<Object>> sendText(RScriptAsync script, ScriptCall call) {
        return script.evalAsync(
                call.route(),
                RScript.Mode.READ_WRITE,
                call.script().text(),
                RScript.ReturnType.LIST,
                call.keys(),
                call.arguments());
    }

    private CompletionStage<String> load(ScriptCall call) {
        return client.getScript(OptionalOptions.defaults().timeout(timeout))
                .scriptLoadAsync(call.route(), call.script().text());
    }

    private static boolean isUnknownScript(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RedisNoScriptException;
    }
}
