package io.larder.internal.provider;

import io.larder.ConnectionSettings;
import io.larder.LarderConfiguration;
import io.larder.LarderHealth;
import io.larder.internal.lock.LockServer;
import io.larder.internal.redis.RedisConnection;
import io.larder.internal.store.StoreConnection;
import java.util.List;
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

    /** Begins to ask all servers whether they are there. */
    void watchHealth() {
        entries.watchHealth();
        locks.watchHealth();
    }

    /** Returns how the servers are: those of the entries, then those of the locks if they are others. */
    List<LarderHealth.Servers> health() {
        LarderHealth.Servers ofEntries = entries.health("entries");
        return locks == entries ? List.of(ofEntries) : List.of(ofEntries, locks.health("locks"));
    }

    /** Closes what was opened; whoever waits for a lock stops. */
    void close() {
        locks.close();
        entries.close();
    }
}
