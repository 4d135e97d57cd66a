package io.larder.internal.lock;

import io.larder.LarderLock;
import io.larder.internal.error.LockErrors;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one lock and several as one have in common. */
abstract class ThreadLock implements LarderLock {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(1);

    @Override
    public final boolean tryLock(Duration wait, Duration lease) throws InterruptedException {
        return take(checkedWait(wait), checkedLease("lease", lease));
    }

    @Override
    public final boolean tryLock(Duration wait) throws InterruptedException {
        return take(checkedWait(wait), null);
    }

    @Override
    public final void lockInterruptibly() throws InterruptedException {
        take(null, null);
    }

    @Override
    public final Hold hold() {
        lock();
        return new UntilClosed(this);
    }

    static Duration checkedWait(Duration wait) {
        if (Objects.requireNonNull(wait, "wait").isNegative()) {
            throw LockErrors.negativeWait(wait);
        }
        return wait;
    }

    static Duration checkedLease(String what, Duration lease) {
        if (Objects.requireNonNull(lease, what).compareTo(SHORTEST_LEASE) < 0) {
            throw LockErrors.tooShort(what, lease);
        }
        return lease;
    }

    /**
     * Takes the lock.
     *
     * @param wait how long to wait at most, {@code null} for as long as it takes
     * @param lease how long to hold it at most, {@code null} for until it is unlocked
     */
    abstract boolean take(@Nullable Duration wait, @Nullable Duration lease) throws InterruptedException;

    /**
     * The end of a {@code try} block.
     *
     * @param lock what it holds
     */
    private record UntilClosed(LarderLock lock) implements Hold {

        @Override
        public long fencingToken() {
            return lock.fencingToken();
        }

        @Override
        public void close() {
            lock.unlock();
        }
    }
}
