package io.larder.internal.operation;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lines up the threads of this JVM that read, modify and write the same key, so that only JVMs compete in Redis.
 * Thread-safe.
 *
 * <p>A courtesy, not a lock: nobody waits longer than a moment for the thread in front, whose entry processor may hang;
 * and correctness never rests on it, because every change is a compare-and-set.
 */
final class KeyLanes {

    private static final long PATIENCE_MILLIS = 100;

    private final ConcurrentHashMap<String, Lane> lanes = new ConcurrentHashMap<>();

    /** A place in the line, to be given back whatever happens. */
    @FunctionalInterface
    interface Place {

        void leave();
    }

    /** Waits a moment for the threads in front. */
    Place enter(String keyText) {
        Lane lane = lanes.compute(keyText, (key, present) -> {
            Lane joined = present == null ? new Lane() : present;
            joined.users++;
            return joined;
        });
        boolean first = waitFor(lane);
        return () -> leave(keyText, lane, first);
    }

    private static boolean waitFor(Lane lane) {
        try {
            return lane.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void leave(String keyText, Lane lane, boolean first) {
        if (first) {
            lane.unlock();
        }
        lanes.computeIfPresent(keyText, (key, present) -> --present.users == 0 ? null : present);
    }

    /** Counts who is in it, under the map's own guard, so that the last one takes it out. */
    private static final class Lane extends ReentrantLock {

        private int users;

        Lane() {
            super(true);
        }
    }
}
