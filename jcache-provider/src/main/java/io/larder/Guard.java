package io.larder;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets a block run once at a time over all JVMs, or once in a while, and rejects who comes meanwhile. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * locks.guard("payment:" + orderId)
 *         .withMessage("This order is being paid already, try again in a moment")
 *         .run(() -> pay(orderId));
 * }</pre>
 *
 * <p>The guard is free again when the block returns or throws. If the JVM that runs it is killed, it is free 30 seconds later at
 * most. It is not reentrant: a block that comes to its own guard again is rejected there as well.
 *
 * <p>Every call costs one round trip where it is rejected at once, and two where it runs; with {@link #oncePer} one where it
 * succeeds. A guard is as good as a lock, see {@link LarderLocks}.
 */
public interface Guard {

    /**
     * {@return this guard with a message for those it rejects}
     *
     * @param message what {@link AlreadyRunningException#getMessage()} returns
     */
    Guard withMessage(String message);

    /**
     * {@return this guard, waiting for its turn before it rejects}
     *
     * @param longest how long to wait
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if this guard lets blocks in once per interval: there is nothing to wait for
     */
    Guard waitingUpTo(Duration longest);

    /**
     * {@return this guard, letting in one block per interval, counted from its beginning}
     *
     * <p>A block that throws does not count: the next caller is let in at once. A block that takes longer than the interval no
     * longer keeps others out. If the JVM is killed while the block runs, nobody knows whether it has succeeded, and the guard
     * opens when the interval is over: at most once is what it promises.
     *
     * @param interval the interval, at least a millisecond
     * @throws IllegalArgumentException if it is shorter
     * @throws IllegalStateException if this guard waits: there is nothing to wait for
     */
    Guard oncePer(Duration interval);

    /**
     * Runs a block, in the calling thread.
     *
     * @param <T> the type of the result
     * @param <E> the checked exception that the block throws, if any
     * @param block what to run
     * @return what the block returns
     * @throws E if the block throws it
     * @throws AlreadyRunningException if another caller is in there, or was lately; the block was not run
     * @throws javax.cache.CacheException if Redis cannot be reached or does not answer in time, before the block was run; or
     *     if the thread is interrupted while it waits, and its flag is set again then
     */
    <T extends @Nullable Object, E extends Exception> T call(Block<T, E> block) throws E;

    /**
     * Runs a block without a result; see {@link #call}.
     *
     * @param block what to run
     * @throws AlreadyRunningException if another caller is in there, or was lately; the block was not run
     */
    void run(Runnable block);

    /**
     * What a guard runs.
     *
     * @param <T> the type of the result
     * @param <E> the checked exception that it throws, if any
     */
    @FunctionalInterface
    interface Block<T extends @Nullable Object, E extends Exception> {

        /**
         * Runs.
         *
         * @return the result
         * @throws E if it fails
         */
        T run() throws E;
    }
}
