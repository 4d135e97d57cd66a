package io.larder.internal.redis;

import io.larder.internal.error.RedisErrors;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.redisson.RedissonKeys;
import org.redisson.ScanResult;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisClient;
import org.redisson.config.ReadMode;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;

/**
 * The masters behind a client, and a walk through the keys of one of them. Thread-safe.
 *
 * <p>Reaches below Redisson's interfaces for two things they do not offer: which calls can share a pipeline, and an
 * asynchronous {@code SCAN} that goes on after a page without matches ({@code RKeys.getKeysAsync} ends there).
 */
final class Masters {

    private final RedissonKeys keys;
    private final ConnectionManager nodes;
    private final boolean cluster;

    private Masters(RedissonKeys keys, boolean cluster) {
        this.keys = keys;
        this.cluster = cluster;
        nodes = keys.getConnectionManager();
    }

    /**
     * Looks below a client.
     *
     * @throws javax.cache.CacheException if it is not made by Redisson
     */
    static Masters of(RedissonClient client) {
        if (client.getKeys() instanceof RedissonKeys keys) {
            return new Masters(keys, client.getConfig().isClusterConfig());
        }
        throw RedisErrors.clientUnknown(client.getClass());
    }

    /** Returns whether keys are spread over slots, so that one command or script can touch one partition only. */
    boolean haveSlots() {
        return cluster;
    }

    /** Returns whether the client asks replicas when it reads. */
    boolean areSparedReads() {
        return nodes.getServiceManager().getConfig().getReadMode() != ReadMode.MASTER;
    }

    /** Returns what the client makes of a name. */
    String mapped(String name) {
        return nodes.getServiceManager().getNameMapper().map(name);
    }

    /** Returns something equal for keys that the same master holds. */
    Object holding(String key) {
        if (!cluster) {
            return this;
        }
        MasterSlaveEntry entry = nodes.getWriteEntry(nodes.calcSlot(mapped(key)));
        return entry == null ? key : entry;
    }

    /** Starts a walk through the keys of every master. */
    List<Walk> walks(String pattern, int count) {
        return nodes.getEntrySet().stream()
                .map(entry -> new Walk(entry, pattern, count))
                .toList();
    }

    /** A walk through the keys of one master. Not thread-safe. */
    final class Walk {

        private static final String START = "0";

        private final MasterSlaveEntry entry;
        private final RedisClient master;
        private final String pattern;
        private final int count;
        private String cursor = START;
        private boolean ended;

        private Walk(MasterSlaveEntry entry, String pattern, int count) {
            this.entry = entry;
            this.pattern = pattern;
            this.count = count;
            master = entry.getClient();
        }

        boolean ended() {
            return ended;
        }

        /** Reads on; the names may be none, or such that were there before. */
        CompletionStage<List<String>> next() {
            return keys.scanIteratorAsync(master, entry, cursor, pattern, count, null)
                    .thenApply(this::taken);
        }

        private List<String> taken(ScanResult<Object> found) {
            cursor = found.getPos();
            ended = START.equals(cursor);
            return found.getValues().stream().map(String.class::cast).toList();
        }
    }
}
