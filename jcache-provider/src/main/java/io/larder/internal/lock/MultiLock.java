package io.larder.internal.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Several locks as one. Thread-safe. */
final class MultiLock extends ThreadLock {

    private final List<NamedLock> locks;
    private final Tokens tokens;

    /**
     * Makes the lock.
     *
     * @param locks its parts, each once, in an order that is the same everywhere
     * @param tokens where tokens come from
     */
    MultiLock(List<NamedLock> locks, Tokens tokens) {
        this.locks = locks;
        this.tokens = tokens;
    }

    List<NamedLock> locks() {
        return locks;
    }

    @Override
    boolean take(@Nullable Duration wait, @Nullable Duration lease) throws InterruptedException {
        long start = System.nanoTime();
        List<NamedLock> taken = new ArrayList<>();
        boolean complete = false;
        try {
            for (NamedLock lock : locks) {
                Duration left = wait == null ? null : left(wait, start);
                if (!lock.take(left, longer(lease, left))) {
                    return false;
                }
                taken.add(lock);
            }
            complete = true;
            return true;
        } finally {
            if (!complete) {
                unlockAll(taken);
            }
        }
    }

    private static Duration left(Duration wait, long start) {
        Duration left = wait.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** The first must not be over before the last is taken. */
    private static @Nullable Duration longer(@Nullable Duration lease, @Nullable Duration left) {
        return lease == null || left == null ? lease : lease.plus(left);
    }

    @Override
    public void lock() {
        List<NamedLock> taken = new ArrayList<>();
        try {
            for (NamedLock lock : locks) {
                lock.lock();
                taken.add(lock);
            }
        } catch (RuntimeException e) {
            unlockAll(taken);
            throw e;
        }
    }

    @Override
    public void unlock() {
        locks.forEach(lock -> lock.held("unlock"));
        unlockAll(locks);
    }

    /** One that fails does not keep the others. */
    private static void unlockAll(List<NamedLock> taken) {
        RuntimeException failure = null;
        for (int i = taken.size() - 1; i >= 0; i--) {
            try {
                taken.get(i).unlock();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return locks.stream().allMatch(NamedLock::isHeldByCurrentThread);
    }

    /** A token that all parts have is one of all; else they get a new one, higher than what they may have had before. */
    @Override
    public long fencingToken() {
        List<Holds.Hold> holds =
                locks.stream().map(lock -> lock.held("fencingToken")).toList();
        long first = holds.get(0).token();
        if (first == 0 || holds.stream().anyMatch(hold -> hold.token() != first)) {
            long token = tokens.next(
                    toString(), holds.stream().map(Holds.Hold::holder).toList());
            holds.forEach(hold -> hold.token(token));
        }
        return holds.get(0).token();
    }

    @Override
    public String toString() {
        return locks.stream().map(NamedLock::name).collect(Collectors.joining(", ", "LarderLock[", "]"));
    }
}
