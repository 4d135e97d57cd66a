package io.larder;

import javax.cache.Cache;

/**
 * Locks and guards that all JVMs share, in Redis. Reached through the cache manager:
 *
 * <pre>{@code
 * LarderLocks locks = cacheManager.unwrap(LarderLocks.class);
 * try (LarderLock.Hold hold = locks.lock("stock:4711").hold()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Thread-safe. Managers with the same key prefix on the same servers share their locks; where they are kept can be
 * configured apart from the entries, by {@code larder.locks.redis}. To ask for a lock costs nothing: nothing is in Redis
 * while nobody holds it or waits for it.
 *
 * <p><b>What a lock can promise.</b> One Redis server lets one holder in at a time. A holder that stops for longer than its
 * lease (a paused JVM, a long collection of garbage) goes on as if it still held the lock, while another does; and a
 * failover can lose the lock with the writes that had not reached the replica. What must not happen even then has to be
 * refused where it is written: with {@link LarderLock#fencingToken()}, see {@link EntryOptions#withFence} for entries of a
 * cache, or with the same comparison in a database.
 *
 * <p>All methods throw {@link IllegalStateException} once the cache manager is closed. Whoever waits for a lock then stops
 * with a {@link javax.cache.CacheException}; a lock that is held is freed when its lease is over, 30 seconds at most unless a
 * longer one was asked for.
 */
public interface LarderLocks {

    /**
     * {@return the lock of a name}
     *
     * @param name any text; locks of equal names are the same lock
     */
    LarderLock lock(String name);

    /**
     * {@return the lock of a name, with a queue: threads get it in the order in which they asked}
     *
     * <p>Use {@link #lock} or this for a name, not both: they exclude each other, but a thread that queues may then sleep
     * until the lease of the other is over. The order is kept among JVMs whose clocks agree. A thread that dies in the queue
     * holds up those behind it for as long as it would have waited, one minute with {@link LarderLock#lock()}.
     *
     * @param name any text
     */
    LarderLock fairLock(String name);

    /**
     * {@return the lock of one key of a cache} It concerns only those who ask for it: the cache does not look at it.
     *
     * @param cache a cache of Larder
     * @param key a key as the cache takes it
     * @throws IllegalArgumentException if the cache is not one of Larder's
     * @throws ClassCastException if the key is not of the configured type
     * @throws javax.cache.CacheException if the key's type has no stable form
     */
    LarderLock lock(Cache<?, ?> cache, Object key);

    /**
     * {@return several locks as one} They are taken one after the other, in an order of their names that is the same
     * everywhere, so that two such locks never wait for each other; whoever does not get all of them keeps none. Each has the
     * lease asked for, and what is left of the wait in addition. Costs are those of all of them.
     *
     * @param locks locks of this object, at least one
     * @throws IllegalArgumentException if there is none, or one that is not of this object
     */
    LarderLock all(LarderLock... locks);

    /**
     * {@return the guard of a name, which lets one caller in at a time and rejects the others at once}
     *
     * @param name any text; guards of equal names are the same guard, and no lock
     */
    Guard guard(String name);
}
