package io.larder.flow;

import io.larder.Guard;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.LarderTags;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import javax.cache.CacheManager;

/**
 * What a flow finds in its JVM. Thread-safe.
 *
 * @param run tells the caches of this run from those of others
 * @param guarded whether the flow does what protects it
 */
record Application(Database database, CacheManager manager, String run, boolean guarded) {

    /** So long that nothing is right only because a near cache has let it go. */
    private static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

    private static final long A_MOMENT_NANOS = 1_000_000;

    LarderLocks locks() {
        return manager.unwrap(LarderLocks.class);
    }

    LarderTags tags() {
        return manager.unwrap(LarderTags.class);
    }

    /** Creates a cache that is near. */
    @SuppressWarnings("unchecked") // a cache of Larder's is one of its own kind
    <K, V> LarderCache<K, V> cache(
            String name,
            Class<K> keyType,
            Class<V> valueType,
            UnaryOperator<LarderCacheConfiguration.Builder<K, V>> more) {
        LarderCache<K, V> cache = manager.createCache(
                        name + run,
                        more.apply(LarderCacheConfiguration.builder(keyType, valueType)
                                        .settings(settings ->
                                                settings.nearCache(true).nearCacheMaximumAge(MAXIMUM_AGE)))
                                .build())
                .unwrap(LarderCache.class);
        manager.enableStatistics(cache.getName(), true);
        return cache;
    }

    /** Takes a lock until the end of the block. */
    LarderLock.Hold hold(LarderLock lock) {
        return guarded ? lock.hold() : new NoHold();
    }

    /** Runs a block under a guard. */
    void run(Guard guard, Runnable block) {
        if (guarded) {
            guard.run(block);
        } else {
            block.run();
        }
    }

    /** What an application does between reading and writing. */
    static void think() {
        LockSupport.parkNanos(A_MOMENT_NANOS);
    }

    /** Of somebody who has not heard of locks. */
    private record NoHold() implements LarderLock.Hold {

        @Override
        public long fencingToken() {
            return 1;
        }

        @Override
        public void close() {}
    }
}
