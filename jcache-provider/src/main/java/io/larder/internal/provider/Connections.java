package io.larder.internal.provider;

import io.larder.ConnectionSettings;
import io.larder.LarderConfiguration;
import io.larder.internal.lock.LockServer;
import io.larder.internal.redis.RedisConnection;
import io.larder.internal.store.StoreConnection;
import java.util.Optional;

/**
 * The connections of one manager: one for everything, or one for entries and one for locks. Thread-safe.
 *
 * @param entries where the entries are
 * @param locks where the locks are; the same object where that is the same place
 */
record Connections(RedisConnection entries, RedisConnection locks) {

    /**
     * Connects.
     *
     * @param name what threads and the servers' client lists call the connections
     * @throws javax.cache.CacheException if a server cannot be reached; no connection is left then
     */
    static Connections open(LarderConfiguration configuration, String name) {
        RedisConnection entries = RedisConnection.open(configuration.connection(), name);
        Optional<ConnectionSettings> apart = configuration.locksConnection();
        if (apart.isEmpty()) {
            return new Connections(entries, entries);
        }
        try {
            return new Connections(entries, RedisConnection.open(apart.get(), name + "-locks"));
        } catch (RuntimeException e) {
            entries.close();
            throw e;
        }
    }

    StoreConnection store() {
        return entries;
    }

    LockServer lockServer() {
        return locks.locks();
    }

    /** Closes what was opened; whoever waits for a lock stops. */
    void close() {
        locks.close();
        entries.close();
    }
}
