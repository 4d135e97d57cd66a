package io.larder.cdi.internal.larder;

import io.larder.LarderLock;
import io.larder.cdi.internal.error.LarderErrors;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The locks that methods hold, by thread. Leaves nothing at a thread that holds none. Thread-safe. */
final class HeldLocks {

    @SuppressWarnings("ThreadLocalUsage") // of this application's locks; emptied whenever a thread holds none
    private final ThreadLocal<@Nullable Deque<LarderLock>> ofThread = new ThreadLocal<>();

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

    long fencingToken() {
        Deque<LarderLock> locks = ofThread.get();
        if (locks == null) {
            ofThread.remove(); // asking has left something there
            throw LarderErrors.noLockHeld();
        }
        return locks.getLast().fencingToken();
    }
}
