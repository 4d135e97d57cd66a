package io.larder.internal.lock;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The place where locks are: what Larder asks of it. Thread-safe. Stages complete exceptionally with a
 * {@code javax.cache.CacheException} where it cannot be reached or does not answer in time.
 */
public interface LockServer {

    /** Returns the name that a lock has there. */
    String lockName(String name);

    /** Returns the name that the lock of one key of a cache has there. */
    String lockName(String cacheName, String keyText);

    /** Returns the name that a guard has there. */
    String guardName(String name);

    /** Returns the name that the interval of a guard has there. */
    String intervalName(String name);

    /**
     * Makes a holder of its own, that holds nothing yet and whom the place takes for no other.
     *
     * @param lockName the name there
     * @param fair whether it queues
     */
    Holder holder(String lockName, boolean fair);

    /**
     * Returns a number higher than all before. Cost: one script.
     *
     * <p>As far as the place can promise, also over restarts and failovers that have lost the numbers given out last.
     */
    CompletionStage<Long> nextToken();

    /** Takes an interval unless somebody has it; asked twice by the same owner it answers the same. Cost: one script. */
    CompletionStage<Boolean> takeInterval(String intervalName, long owner, Duration interval);

    /** Ends an interval if this owner has it. Cost: one script. */
    CompletionStage<?> endInterval(String intervalName, long owner);

    /** Ends all waiting. What is held stays so until its time is over. Idempotent. */
    void close();

    /** One that can hold a lock, once. */
    interface Holder {

        /**
         * Takes the lock. Cancelled, or where it fails, the lock is not held, or given back at once.
         *
         * @param wait how long to wait, {@code null} for as long as it takes
         * @param lease how long to hold, {@code null} for as long as this JVM lives and has not released it
         */
        CompletableFuture<Boolean> take(@Nullable Duration wait, @Nullable Duration lease);

        /** Tells whether the lock is held by this holder. Cost: one command. */
        CompletionStage<Boolean> holds();

        /**
         * Gives the lock back. Cost: one script.
         *
         * @return whether this holder had it
         */
        CompletionStage<Boolean> release();
    }
}
