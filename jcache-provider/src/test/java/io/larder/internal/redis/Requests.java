package io.larder.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.larder.internal.store.Condition;
import io.larder.internal.store.Removal;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What tests ask of a store, and how they wait for it: never without an end. */
final class Requests {

    private static final long LIMIT_SECONDS = 30;

    private Requests() {}

    /** A write of an eternal entry, whatever is there. */
    static Write write(String keyText, String value) {
        return write(keyText, value, Condition.ALWAYS);
    }

    static Write write(String keyText, String value, Condition condition) {
        return write(keyText, value.getBytes(UTF_8), condition);
    }

    static Write write(String keyText, byte[] payload, Condition condition) {
        long version = ThreadLocalRandom.current().nextLong();
        return new Write(keyText, payload, condition, version, Ttl.ETERNAL, Ttl.UNCHANGED, false);
    }

    /** A write of an entry that lives so long, whatever is there. */
    static Write write(String keyText, String value, Ttl ttl) {
        long version = ThreadLocalRandom.current().nextLong();
        return new Write(keyText, value.getBytes(UTF_8), Condition.ALWAYS, version, ttl, ttl, false);
    }

    static Removal removal(String keyText, Condition condition) {
        return new Removal(keyText, condition, ThreadLocalRandom.current().nextLong(), false);
    }

    static @Nullable String text(@Nullable StoredEntry entry) {
        return entry == null ? null : new String(entry.payload(), UTF_8);
    }

    /** Waits for an answer; a failure is the cause of the {@link CompletionException} that it throws. */
    static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new CompletionException("no answer in " + LIMIT_SECONDS + " s", e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** Waits for the end, good or bad; returns what it failed with. */
    static @Nullable Throwable failureOf(CompletionStage<?> stage) {
        return join(stage.handle((answer, failure) ->
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure));
    }

    /** What one of several threads does. */
    interface Task<T> {
        T run(int thread) throws Exception;
    }

    /** Runs a task on so many threads at once and returns what they returned, in their order. */
    static <T> List<T> onThreads(int count, Task<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int thread = i;
                running.add(threads.submit(() -> task.run(thread)));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get(2 * LIMIT_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Runs a task on another thread, to its end. */
    static <T> T onAnotherThread(Callable<T> task) throws Exception {
        return onThreads(1, thread -> task.call()).get(0);
    }
}
