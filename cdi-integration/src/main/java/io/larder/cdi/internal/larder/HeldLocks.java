package io.larder.cdi.internal.larder;

import io.larder.LarderLock;
import io.larder.cdi.internal.error.LarderErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The locks that methods hold, by thread. Leaves nothing at a thread that holds none. Thread-safe. */
public final class HeldLocks {

    @SuppressWarnings("ThreadLocalUsage") // of this application's locks; emptied whenever a thread holds none
    private final ThreadLocal<@Nullable Deque<LarderLock>> ofThread = new ThreadLocal<>();

    /** Creates it; no thread holds one. */
    public HeldLocks() {}

    void add(LarderLock lock) {
        Deque<LarderLock> locks = ofThread.get();
        if (locks == null) {
            locks = new ArrayDeque<>();
            ofThread.set(locks);
        }
        locks.addLast(lock);
    }

    void removeLast() {
        Deque<LarderLock> locks = ofThread.get();
        if (locks != null) {
            locks.removeLast();
            if (locks.isEmpty()) {
                ofThread.remove();
            }
        }
    }

    /**
     * Returns the number of the lock that the calling thread took last.
     *
     * @throws IllegalStateException if it holds none
     */
    public long fencingToken() {
        Deque<LarderLock> locks = ofThread.get();
        if (locks == null) {
            ofThread.remove(); // asking has left something there
            throw LarderErrors.noLockHeld();
        }
        return locks.getLast().fencingToken();
    }
}
