package io.larder.pressure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * Increments counters by {@code invoke}, in many threads, and says so after each call. Arguments: address, key prefix,
 * name of the cache, threads, increments per thread, keys.
 */
final class IncrementRole {

    private final Parent parent = new Parent();
    private final Cache<Integer, Long> cache;
    private final int increments;
    private final int keys;

    private IncrementRole(Cache<Integer, Long> cache, int increments, int keys) {
        this.cache = cache;
        this.increments = increments;
        this.keys = keys;
    }

    public static void main(String[] args) throws Exception {
        try (Managers managers = new Managers(args[0], args[1])) {
            new IncrementRole(managers.cache(args[2]), Integer.parseInt(args[4]), Integer.parseInt(args[5]))
                    .run(Integer.parseInt(args[3]));
        }
    }

    private void run(int threads) throws InterruptedException, ExecutionException {
        cache.get(0);
        parent.tell("ready");
        parent.await("go");
        long start = System.nanoTime();
        long[] nanos = increment(threads);
        parent.tell("millis " + (System.nanoTime() - start) / 1_000_000);
        parent.tell("latencies " + Latencies.of(nanos));
        parent.tell("done");
    }

    private long[] increment(int threads) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Callable<Void>> tasks = new ArrayList<>();
        long[] nanos = new long[threads * increments];
        for (int i = 0; i < threads; i++) {
            int thread = i;
            tasks.add(() -> incrementAll(thread, nanos));
        }
        for (Future<Void> task : executor.invokeAll(tasks)) {
            task.get();
        }
        executor.shutdown();
        return nanos;
    }

    private @Nullable Void incrementAll(int thread, long[] nanos) {
        for (int i = 0; i < increments; i++) {
            long start = System.nanoTime();
            cache.invoke((thread + i) % keys, Increment.BY_ONE);
            nanos[thread * increments + i] = System.nanoTime() - start;
            parent.tell("+");
        }
        return null;
    }

    /** Adds one to a counter that begins with zero. */
    enum Increment implements EntryProcessor<Integer, Long, Long> {
        /** The one there is. */
        BY_ONE;

        @Override
        public Long process(MutableEntry<Integer, Long> entry, Object... arguments) {
            long next = (entry.exists() ? entry.getValue() : 0) + 1;
            entry.setValue(next);
            return next;
        }
    }
}
