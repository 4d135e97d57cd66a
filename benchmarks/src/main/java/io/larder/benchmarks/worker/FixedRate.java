package io.larder.benchmarks.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Calls when a timetable says so, and takes each latency from the moment in the timetable: a call that waits behind a
 * slow one is slow as well, as it is for users. The time that a thread oversleeps, some 60 microseconds on Linux, is in
 * the latencies of every peer.
 */
final class FixedRate {

    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Call call;
    private final int threads;

    FixedRate(Call call, int threads) {
        this.call = call;
        this.threads = threads;
    }

    Reply.Latencies run(int callsPerSecond, double seconds) {
        long interval = (long) (1e9 * threads / callsPerSecond);
        long start = System.nanoTime() + 10_000_000;
        long end = start + (long) (seconds * 1e9);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Histogram>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                long first = start + interval * i / threads;
                parts.add(executor.submit(() -> oneThread(first, interval, end)));
            }
            Histogram all = new Histogram(LONGEST_NANOS, DIGITS);
            for (Future<Histogram> part : parts) {
                all.add(part.get());
            }
            return latencies(all, System.nanoTime() - start);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call failed: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        } finally {
            executor.shutdownNow();
        }
    }

    private Histogram oneThread(long first, long interval, long end) {
        Histogram nanos = new Histogram(LONGEST_NANOS, DIGITS);
        // A peer that is too slow for the rate falls behind; the run ends in time all the same.
        for (long due = first; due - end < 0 && System.nanoTime() - end < 0; due += interval) {
            sleepUntil(due);
            call.make();
            nanos.recordValue(Math.min(System.nanoTime() - due, LONGEST_NANOS));
        }
        return nanos;
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Reply.Latencies latencies(Histogram nanos, long elapsed) {
        return new Reply.Latencies(
                nanos.getTotalCount() * 1e9 / elapsed,
                nanos.getTotalCount(),
                nanos.getValueAtPercentile(50) / 1e3,
                nanos.getValueAtPercentile(99) / 1e3,
                nanos.getValueAtPercentile(99.9) / 1e3,
                nanos.getMaxValue() / 1e3);
    }
}
