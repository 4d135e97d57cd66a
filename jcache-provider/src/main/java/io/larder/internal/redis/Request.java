package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.util.concurrent.CompletableFuture;
import org.redisson.client.RedisTimeoutException;

/**
 * What one caller asks about one entry, to be sent together with what others ask. It is its own answer.
 *
 * @param <R> the type of answer
 */
abstract class Request<R> extends CompletableFuture<R> {

    private final Thread caller = Thread.currentThread();
    private final long sinceNanos = System.nanoTime();
    private final String operation;
    private final Failures failures;
    private final Partition partition;
    private final String name;

    /**
     * Prepares.
     *
     * @param operation what the caller's message calls this
     * @param name the name of the entry in Redis
     */
    Request(String operation, Failures failures, Partition partition, String name) {
        this.operation = operation;
        this.failures = failures;
        this.partition = partition;
        this.name = name;
    }

    Partition partition() {
        return partition;
    }

    String name() {
        return name;
    }

    /** About how many bytes it adds to what goes out or comes back. */
    abstract int bytes();

    /** Gives up if its caller has waited too long; what has not left by then never will. */
    void expire(long nowNanos, long timeoutNanos) {
        if (nowNanos - sinceNanos > timeoutNanos) {
            fail(new RedisTimeoutException("no answer in time"));
        }
    }

    /** Returns whether one thread asked both about one entry, so that they must keep their order. */
    boolean mustKeepOrderWith(Request<?> other) {
        return caller == other.caller && name.equals(other.name);
    }

    /** Fails with what the caller of the store is to be told. */
    void fail(Throwable cause) {
        if (!isDone()) {
            completeExceptionally(failures.of(operation, cause));
        }
    }
}
