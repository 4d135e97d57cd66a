package io.larder.internal.lock;

import io.larder.internal.error.LockErrors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The lock of one name. Thread-safe. */
final class NamedLock extends ThreadLock {

    private final StoreLocks locks;
    private final String name;
    private final boolean fair;

    /**
     * Makes the lock.
     *
     * @param locks what it belongs to
     * @param name its name at the lock server
     * @param fair whether threads queue for it
     */
    NamedLock(StoreLocks locks, String name, boolean fair) {
        this.locks = locks;
        this.name = name;
        this.fair = fair;
    }

    StoreLocks locks() {
        return locks;
    }

    String name() {
        return name;
    }

    @Override
    boolean take(@Nullable Duration wait, @Nullable Duration lease) throws InterruptedException {
        locks.ensureOpen();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (isHeldAgain()) {
            return true;
        }
        long start = System.nanoTime();
        LockServer.Holder holder = locks.server().holder(name, fair);
        CompletableFuture<Boolean> taken = holder.take(wait, lease);
        try {
            return begun(holder, Waiting.interruptibly(taken), start);
        } catch (InterruptedException e) {
            giveBack(holder, taken);
            throw e;
        }
    }

    @Override
    public void lock() {
        locks.ensureOpen();
        if (!isHeldAgain()) {
            long start = System.nanoTime();
            LockServer.Holder holder = locks.server().holder(name, fair);
            begun(holder, Waiting.throughInterrupts(holder.take(null, null)), start);
        }
    }

    /** A hold that was lost is forgotten, so that the lock is taken as by anybody else. */
    private boolean isHeldAgain() {
        Holds.Hold hold = locks.holds().ofThisThread(name);
        if (hold == null) {
            return false;
        }
        if (Waiting.throughInterrupts(hold.holder().holds())) {
            hold.again();
            return true;
        }
        locks.holds().end(name);
        locks.statistics().lost();
        return false;
    }

    private boolean begun(LockServer.Holder holder, boolean taken, long start) {
        locks.statistics().attempt(taken, start);
        if (taken) {
            locks.holds().begin(name, holder);
        }
        return taken;
    }

    /** The interrupt may have come after the lock. */
    private static void giveBack(LockServer.Holder holder, CompletableFuture<Boolean> taken) {
        if (!taken.isCompletedExceptionally() && taken.getNow(false)) {
            Waiting.throughInterrupts(holder.release());
        }
    }

    @Override
    public void unlock() {
        Holds.Hold hold = held("unlock");
        if (hold.once()) {
            locks.holds().end(name);
            if (!Waiting.throughInterrupts(hold.holder().release())) {
                locks.statistics().lost();
                throw LockErrors.lost("unlock", name);
            }
        }
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Holds.Hold hold = locks.holds().ofThisThread(name);
        return hold != null && Waiting.throughInterrupts(hold.holder().holds());
    }

    @Override
    public long fencingToken() {
        Holds.Hold hold = held("fencingToken");
        if (hold.token() == 0) {
            hold.token(locks.tokens().next(name, List.of(hold.holder())));
        }
        return hold.token();
    }

    /** Returns the hold of the calling thread. */
    Holds.Hold held(String operation) {
        Holds.Hold hold = locks.holds().ofThisThread(name);
        if (hold == null) {
            throw LockErrors.notHeld(operation, name);
        }
        return hold;
    }

    @Override
    public String toString() {
        return "LarderLock[" + name + (fair ? ", fair]" : "]");
    }
}
