package io.larder.internal.lock;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the threads of this JVM hold. Thread-safe; a hold is used by its thread only.
 *
 * <p>Redis knows one holder per hold, and how often a thread has got its lock is counted here. So a hold that was lost is
 * never continued by accident: the next time the thread takes the lock, it does so as a new holder.
 */
final class Holds {

    private final Map<Place, Hold> held = new ConcurrentHashMap<>();

    @Nullable
    Hold ofThisThread(String lockName) {
        return held.get(place(lockName));
    }

    void begin(String lockName, LockServer.Holder holder) {
        held.put(place(lockName), new Hold(holder));
    }

    /** Returns how many locks are held by threads of this JVM. */
    long count() {
        return held.size();
    }

    void end(String lockName) {
        held.remove(place(lockName));
    }

    private static Place place(String lockName) {
        return new Place(Thread.currentThread().getId(), lockName);
    }

    private record Place(long threadId, String lockName) {}

    /** How one thread holds one lock. */
    static final class Hold {

        private final LockServer.Holder holder;
        private int times = 1;
        private long token;

        private Hold(LockServer.Holder holder) {
            this.holder = holder;
        }

        LockServer.Holder holder() {
            return holder;
        }

        void again() {
            times++;
        }

        /** Returns whether this was the last time. */
        boolean once() {
            times--;
            return times == 0;
        }

        /** Returns the token, 0 before there is one. */
        long token() {
            return token;
        }

        void token(long taken) {
            token = taken;
        }
    }
}
