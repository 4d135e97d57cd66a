package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.IntSupplier;

/**
 * Runs the scripts that work on entries, several entries per call: of any partition where there are no slots, else of
 * one partition. Thread-safe.
 *
 * <p>Requests go out in waves, one after the other. No key is twice in a wave, so that requests for one key keep their
 * order even if the server does not know the script and calls are sent again.
 */
final class EntryScripts {

    private static final int ENTRIES_PER_CALL = 64;
    private static final int BYTES_PER_CALL = 1 << 20;
    private static final int ENTRIES_PER_WAVE = 1024;
    private static final int BYTES_PER_WAVE = 16 << 20;

    private final Scripts scripts;
    private final CacheKeys keys;
    private final byte[] channel;
    private final IntSupplier ownFlags;
    private final boolean slots;

    EntryScripts(Scripts scripts, CacheKeys keys, byte[] channel, IntSupplier ownFlags, boolean slots) {
        this.scripts = scripts;
        this.keys = keys;
        this.channel = channel;
        this.ownFlags = ownFlags;
        this.slots = slots;
    }

    <T, R> CompletionStage<R> run(EntryOperation<T, R> operation, T request) {
        Call<T, R> call = new Call<>(operation);
        call.add(request, new CompletableFuture<>());
        return scripts.run(call.toScriptCall(), EntryCodec.INSTANCE)
                .thenApply(answer -> operation.resultOf(answer.get(0), answer.get(1)));
    }

    <T, R> List<CompletableFuture<R>> runAll(EntryOperation<T, R> operation, List<T> requests) {
        List<CompletableFuture<R>> results = new ArrayList<>(requests.size());
        CompletionStage<?> before = CompletableFuture.completedStage(null);
        Wave<T, R> wave = new Wave<>(operation);
        for (T request : requests) {
            if (!wave.takes(request)) {
                before = sendAfter(before, wave);
                wave = new Wave<>(operation);
            }
            CompletableFuture<R> result = new CompletableFuture<>();
            results.add(result);
            wave.add(request, result);
        }
        CompletionStage<?> last = sendAfter(before, wave);
        last.exceptionally(failure -> null);
        return results;
    }

    private static <T, R> CompletionStage<?> sendAfter(CompletionStage<?> before, EntryScripts.Wave<T, R> wave) {
        return before.thenCompose(done -> wave.send());
    }

    /** Requests that are under way together. */
    private final class Wave<T, R> {

        private final EntryOperation<T, R> operation;
        private final Set<String> keyTexts = new HashSet<>();
        private final Map<Object, Call<T, R>> open = new HashMap<>();
        private final List<Call<T, R>> calls = new ArrayList<>();
        private int bytes;

        private Wave(EntryOperation<T, R> operation) {
            this.operation = operation;
        }

        private boolean takes(T request) {
            boolean roomy = keyTexts.size() < ENTRIES_PER_WAVE && bytes < BYTES_PER_WAVE;
            return keyTexts.isEmpty() || (roomy && !keyTexts.contains(operation.keyText(request)));
        }

        private void add(T request, CompletableFuture<R> result) {
            keyTexts.add(operation.keyText(request));
            bytes += operation.size(request);
            Object group = slots ? keys.partitionOf(operation.keyText(request)) : this;
            Call<T, R> call = open.computeIfAbsent(group, g -> opened());
            call.add(request, result);
            if (call.isFull()) {
                open.remove(group);
            }
        }

        private Call<T, R> opened() {
            Call<T, R> call = new Call<>(operation);
            calls.add(call);
            return call;
        }

        /** Completes when all answers are there, good or bad. */
        private CompletionStage<?> send() {
            List<CompletableFuture<List<Object>>> answers =
                    scripts.runAll(calls.stream().map(Call::toScriptCall).toList(), EntryCodec.INSTANCE);
            List<CompletableFuture<?>> done = new ArrayList<>(calls.size());
            for (int i = 0; i < calls.size(); i++) {
                Call<T, R> call = calls.get(i);
                done.add(answers.get(i).handle((answer, failure) -> {
                    call.complete(answer, failure);
                    return true;
                }));
            }
            return CompletableFuture.allOf(done.toArray(CompletableFuture[]::new));
        }
    }

    /** Requests that share one call of a script. */
    private final class Call<T, R> {

        private final EntryOperation<T, R> operation;
        private final List<Object> names = new ArrayList<>();
        private final List<Object> arguments = new ArrayList<>();
        private final List<CompletableFuture<R>> results = new ArrayList<>(1);
        private int bytes;

        private Call(EntryOperation<T, R> operation) {
            this.operation = operation;
            arguments.add(channel);
            arguments.add(Wire.decimal(ownFlags.getAsInt()));
            operation.addHead(arguments);
        }

        private void add(T request, CompletableFuture<R> result) {
            String keyText = operation.keyText(request);
            Partition partition = keys.partitionOf(keyText);
            partition.addTo(names, keyText);
            operation.addArguments(request, arguments);
            results.add(result);
            bytes += operation.size(request);
        }

        private boolean isFull() {
            return results.size() >= ENTRIES_PER_CALL || bytes >= BYTES_PER_CALL;
        }

        private ScriptCall toScriptCall() {
            return new ScriptCall(operation.script(), names, arguments.toArray());
        }

        private void complete(List<Object> answer, Throwable failure) {
            for (int i = 0; i < results.size(); i++) {
                if (failure == null) {
                    results.get(i).complete(operation.resultOf(answer.get(2 * i), answer.get(2 * i + 1)));
                } else {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    results.get(i).completeExceptionally(cause == null ? failure : cause);
                }
            }
        }
    }
}
