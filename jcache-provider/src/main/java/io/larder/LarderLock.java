package io.larder;

import java.time.Duration;

/**
 * A lock that all JVMs share. Thread-safe; held by a thread, and reentrant: the thread that holds it gets it again, and has
 * to unlock as often.
 *
 * <pre>{@code
 * if (lock.tryLock(Duration.ofSeconds(2))) {
 *     try {
 *         ...
 *     } finally {
 *         lock.unlock();
 *     }
 * }
 * }</pre>
 *
 * <p>Without a lease the hold is renewed every 10 seconds for 30 more as long as the JVM lives (with an application's own
 * client, as that client is configured); if the JVM is killed, the lock is free 30 seconds later at most. With a lease it is
 * free when that is over, whatever its holder does. A thread that gets the lock again keeps the terms it has: the arguments
 * count for the first time only.
 *
 * <p>See {@link LarderLocks} for what a lock cannot promise. Methods throw {@link javax.cache.CacheException} if Redis cannot
 * be reached or does not answer in time; whether the lock is held is then unknown, and it is freed when the lease is over.
 * Costs are in round trips to Redis; where Redis has replicas, Redisson waits for them within the same one.
 */
public interface LarderLock {

    /**
     * Takes the lock, if that can be done in time, for a limited time. One round trip if it is free or held by this thread;
     * else three, and one for each time it is free and somebody else was quicker.
     *
     * @param wait how long to wait, zero for not at all
     * @param lease after which time the lock is free again, at least a millisecond
     * @return whether this thread holds the lock now
     * @throws InterruptedException if the thread is interrupted before or while it waits; it does not hold the lock then
     * @throws IllegalArgumentException if the wait is negative or the lease shorter than a millisecond
     */
    boolean tryLock(Duration wait, Duration lease) throws InterruptedException;

    /**
     * Takes the lock, if that can be done in time, and keeps it until it is unlocked. Costs as {@link #tryLock(Duration,
     * Duration)}, and a round trip every 10 seconds for all locks that this manager holds.
     *
     * @param wait how long to wait, zero for not at all
     * @return whether this thread holds the lock now
     * @throws InterruptedException if the thread is interrupted before or while it waits; it does not hold the lock then
     * @throws IllegalArgumentException if the wait is negative
     */
    boolean tryLock(Duration wait) throws InterruptedException;

    /**
     * Takes the lock, however long that takes, and keeps it until it is unlocked. An interrupt does not end the wait; the
     * thread's flag is set afterwards. Costs as {@link #tryLock(Duration)}.
     */
    void lock();

    /**
     * Takes the lock as {@link #lock()} does, unless the thread is interrupted.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; it does not hold the lock then
     */
    void lockInterruptibly() throws InterruptedException;

    /**
     * Takes the lock as {@link #lock()} does, for a {@code try} with resources.
     *
     * @return what unlocks when it is closed, by the same thread
     */
    Hold hold();

    /**
     * Gives the lock back, if this thread has unlocked it as often as it got it. One round trip then, else none.
     *
     * @throws IllegalMonitorStateException if this thread does not hold the lock, or no longer, because the lease was over
     *     or Redis has lost it: then somebody else may have held it meanwhile
     */
    void unlock();

    /**
     * Tells whether this thread holds the lock, and still does. One round trip; none if it never got it.
     *
     * @return whether Redis says so
     */
    boolean isHeldByCurrentThread();

    /**
     * Returns the number of this hold: higher than those of all holds of this lock before, so that what a holder writes can be
     * refused once a later one has written. Two round trips at the first call, none at the next ones of the same hold,
     * reentrant ones included.
     *
     * @return the number, more than zero
     * @throws IllegalMonitorStateException if this thread does not hold the lock, or no longer
     */
    long fencingToken();

    /** A lock that is held until this is closed, by the thread that took it. */
    interface Hold extends AutoCloseable {

        /**
         * {@return the number of this hold, as {@link LarderLock#fencingToken()}}
         *
         * @throws IllegalMonitorStateException if the lock is no longer held
         */
        long fencingToken();

        /**
         * Gives the lock back, as {@link LarderLock#unlock()}.
         *
         * @throws IllegalMonitorStateException if the lock is no longer held
         */
        @Override
        void close();
    }
}
