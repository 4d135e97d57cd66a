package io.larder.internal.lock;

import io.larder.AlreadyRunningException;
import io.larder.Guard;
import io.larder.internal.error.LockErrors;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The guard of one name. Immutable and thread-safe.
 *
 * <p>One block at a time is a lock with a holder of its own per call, renewed as long as the JVM lives; one block per interval
 * is a key that lives that long, and that only the caller who made it may take away before.
 *
 * @param locks what it belongs to
 * @param name the name
 * @param message what those who are rejected are told
 * @param patience how long to wait for a turn
 * @param interval the interval, {@code null} for one block at a time
 */
record StoreGuard(
        StoreLocks locks,
        String name,
        String message,
        Duration patience,
        @Nullable Duration interval) implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(StoreGuard.class);

    static StoreGuard of(StoreLocks locks, String name) {
        return new StoreGuard(locks, name, LockErrors.alreadyRunning(name), Duration.ZERO, null);
    }

    @Override
    public Guard withMessage(String text) {
        return new StoreGuard(locks, name, Objects.requireNonNull(text, "message"), patience, interval);
    }

    @Override
    public Guard waitingUpTo(Duration longest) {
        if (interval != null) {
            throw LockErrors.waitForInterval();
        }
        return new StoreGuard(locks, name, message, ThreadLock.checkedWait(longest), null);
    }

    @Override
    public Guard oncePer(Duration newInterval) {
        if (!patience.isZero()) {
            throw LockErrors.waitForInterval();
        }
        return new StoreGuard(locks, name, message, patience, ThreadLock.checkedLease("interval", newInterval));
    }

    @Override
    public void run(Runnable block) {
        Objects.requireNonNull(block, "block");
        this.<Boolean, RuntimeException>call(() -> {
            block.run();
            return true;
        });
    }

    @Override
    public <T extends @Nullable Object, E extends Exception> T call(Block<T, E> block) throws E {
        Objects.requireNonNull(block, "block");
        locks.ensureOpen();
        return interval == null ? callAlone(block) : callOncePer(interval, block);
    }

    private <T extends @Nullable Object, E extends Exception> T callAlone(Block<T, E> block) throws E {
        LockServer.Holder holder = locks.server().holder(locks.server().guardName(name), false);
        boolean letIn = take(holder);
        locks.statistics().guarded(letIn);
        if (!letIn) {
            throw new AlreadyRunningException(name, message);
        }
        try {
            return block.run();
        } finally {
            quietly(() -> Waiting.throughInterrupts(holder.release()));
        }
    }

    private boolean take(LockServer.Holder holder) {
        if (patience.isZero()) {
            return Waiting.throughInterrupts(holder.take(patience, null));
        }
        if (Thread.currentThread().isInterrupted()) {
            throw LockErrors.interrupted(name, null);
        }
        CompletableFuture<Boolean> taken = holder.take(patience, null);
        try {
            return Waiting.interruptibly(taken);
        } catch (InterruptedException e) {
            if (!taken.isCompletedExceptionally() && taken.getNow(false)) {
                quietly(() -> Waiting.throughInterrupts(holder.release()));
            }
            Thread.currentThread().interrupt();
            throw LockErrors.interrupted(name, e);
        }
    }

    private <T extends @Nullable Object, E extends Exception> T callOncePer(Duration length, Block<T, E> block)
            throws E {
        String key = locks.server().intervalName(name);
        long owner = ThreadLocalRandom.current().nextLong();
        boolean succeeded = false;
        boolean rejected = false;
        try {
            rejected = !Waiting.throughInterrupts(locks.server().takeInterval(key, owner, length));
            locks.statistics().guarded(!rejected);
            if (rejected) {
                throw new AlreadyRunningException(name, message);
            }
            T result = block.run();
            succeeded = true;
            return result;
        } finally {
            if (!succeeded && !rejected) { // also where nobody knows whether it was taken
                quietly(() -> {
                    Waiting.throughInterrupts(locks.server().endInterval(key, owner));
                    return true;
                });
            }
        }
    }

    /** What the block returned or threw counts, whatever becomes of the guard: its time ends it. */
    private void quietly(BooleanSupplier release) {
        try {
            if (!release.getAsBoolean()) {
                locks.statistics().guardLost();
                LOG.warn(
                        "The guard {} was lost before its block had ended: it was open to others meanwhile. The JVM was"
                                + " held up for longer than the lease, or Redis has lost it",
                        name);
            }
        } catch (RuntimeException e) {
            LOG.warn("The guard {} could not be given back, and is free when its time is over", name, e);
        }
    }
}
