package io.larder.benchmarks.refresh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/** Threads that read at random, with a pause after each read, so that the machine has time for other things. */
record Readers(int threads, long pauseMicros) {

    /** Returns the nanoseconds that each read of one of so many keys took, sorted. */
    long[] read(Cache<Integer, String> cache, int keys, long millis) throws InterruptedException, ExecutionException {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<long[]>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(() -> readAlone(cache, keys, millis)));
            }
            long[] all = {};
            for (Future<long[]> each : running) {
                long[] taken = each.get();
                int before = all.length;
                all = Arrays.copyOf(all, before + taken.length);
                System.arraycopy(taken, 0, all, before, taken.length);
            }
            Arrays.sort(all);
            return all;
        } finally {
            executor.shutdown();
        }
    }

    private long[] readAlone(Cache<Integer, String> cache, int keys, long millis) {
        long[] taken = new long[1024];
        int count = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            String value = cache.get(ThreadLocalRandom.current().nextInt(keys));
            long nanos = System.nanoTime() - start;
            Objects.requireNonNull(value, "every key was loaded");
            if (count == taken.length) {
                taken = Arrays.copyOf(taken, 2 * count);
            }
            taken[count++] = nanos;
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(pauseMicros));
        }
        return Arrays.copyOf(taken, count);
    }
}
