package io.larder.internal.redis;

import io.larder.internal.lock.LockServer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.RLock;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.RedisTimeoutException;

/**
 * One holder of one of Redisson's locks. Thread-safe.
 *
 * <p>For Redisson a holder is a number, that of a thread. Each holder here has a random one and an {@code RLock} of its own:
 * Redisson keeps the lease in the {@code RLock}, where threads that share one would take each other's. Redisson's
 * asynchronous methods are called, for in its synchronous ones an interrupt can leave a lock behind that is held and renewed
 * while nobody knows.
 */
final class RedisHolder implements LockServer.Holder {

    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final long RENEWED = -1;

    private final RLock lock;
    private final RedisLocks locks;
    private final long id = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);

    RedisHolder(RLock lock, RedisLocks locks) {
        this.lock = lock;
        this.locks = locks;
    }

    @Override
    public CompletableFuture<Boolean> take(@Nullable Duration wait, @Nullable Duration lease) {
        long leaseMillis = lease == null ? RENEWED : millis(lease);
        CompletableFuture<Boolean> taking = new CompletableFuture<>();
        if (wait == null) {
            connect(lock.lockAsync(leaseMillis, TimeUnit.MILLISECONDS, id), done -> true, failure -> false, taking);
        } else {
            long start = System.nanoTime();
            connect(
                    lock.tryLockAsync(millis(wait), leaseMillis, TimeUnit.MILLISECONDS, id),
                    taken -> taken,
                    failure -> isTooLateToListen(failure) && millisSince(start) >= millis(wait),
                    taking);
        }
        leaveQueue(taking, wait == null ? 0 : millis(wait));
        locks.endsWithConnection(taking);
        return taking;
    }

    /**
     * Passes on what Redisson answers, and to Redisson that nobody wants it any more. To cancel what it returned, and nothing
     * that hangs on it, is what makes it give back a lock that it gets afterwards.
     */
    private <T extends @Nullable Object> void connect(
            RFuture<T> asked,
            Predicate<T> isTaken,
            Predicate<Throwable> isTimeOver,
            CompletableFuture<Boolean> taking) {
        CompletionStage<Boolean> end = taking;
        end.whenComplete((taken, failure) -> {
            if (failure != null) {
                asked.cancel(false);
            }
        });
        asked.whenComplete((answer, failure) -> {
            if (failure != null) {
                if (isTimeOver.test(Failures.root(failure))) {
                    taking.complete(false);
                } else {
                    taking.completeExceptionally(locks.failure("lock", failure));
                }
                release(); // the server may have run what was not answered
            } else if (!taking.complete(isTaken.test(answer)) && isTaken.test(answer)) {
                release();
            }
        });
    }

    /** The wait was over before the server had said that this JVM hears of the next unlock: not in time, and no more. */
    private static boolean isTooLateToListen(Throwable failure) {
        return failure instanceof RedisTimeoutException && !(failure instanceof RedisResponseTimeoutException);
    }

    /**
     * Whoever goes without the lock leaves no place in the queue behind. An unlock that came before it left has woken it and
     * nobody else: what Redisson calls unlocking wakes the next one if the lock is free.
     */
    private void leaveQueue(CompletionStage<Boolean> taking, long waitMillis) {
        if (lock instanceof FairLock fair) {
            taking.whenComplete((taken, failure) -> {
                if (failure != null || !taken) {
                    fair.leaveQueue(waitMillis, id).thenCompose(left -> release());
                }
            });
        }
    }

    @Override
    public CompletionStage<Boolean> holds() {
        return locks.named("lock", lock.isHeldByThreadAsync(id));
    }

    @Override
    public CompletionStage<Boolean> release() {
        CompletionStage<Boolean> released = lock.unlockAsync(id).handle((done, failure) -> {
            if (failure == null) {
                return true;
            }
            if (Failures.root(failure) instanceof IllegalMonitorStateException) {
                return false;
            }
            throw new CompletionException(failure);
        });
        return locks.named("unlock", released);
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
    }

    /** In milliseconds, as far as Redis and timers can count. */
    static long millis(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis();
    }
}
