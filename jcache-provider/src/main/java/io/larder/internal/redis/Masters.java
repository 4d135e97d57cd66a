package io.larder.internal.redis;

import io.larder.internal.error.RedisErrors;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonKeys;
import org.redisson.ScanResult;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.ObjectParams;
import org.redisson.api.options.OptionalOptions;
import org.redisson.client.ChannelName;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnection;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisCommands;
import org.redisson.client.protocol.decoder.ListScanResult;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.command.CommandAsyncService;
import org.redisson.config.ConstantDelay;
import org.redisson.config.ReadMode;
import org.redisson.connection.ConnectionManager;
import org.redisson.connection.MasterSlaveEntry;
import org.redisson.connection.NodeSource;
import org.redisson.connection.ServiceManager;
import org.redisson.liveobject.core.RedissonObjectBuilder.ReferenceType;

/**
 * The masters behind a client, and a walk through the keys of one of them. Thread-safe.
 *
 * <p>Reaches below Redisson's interfaces for what they do not offer: the node of a slot and its connections, and an
 * asynchronous {@code SCAN} that goes on after a page without matches ({@code RKeys.getKeysAsync} ends there).
 */
final class Masters {

    /** How long a command waits that a server refuses because its slot is half moved. */
    private static final Duration RETRY_DELAY = Duration.ofMillis(200);

    private final RedissonKeys keys;
    private final ConnectionManager nodes;
    private final CommandAsyncService following;
    private final boolean cluster;

    private Masters(RedissonKeys keys, boolean cluster, Duration timeout) {
        this.keys = keys;
        this.cluster = cluster;
        nodes = keys.getConnectionManager();
        ObjectParams options = (ObjectParams) OptionalOptions.defaults()
                .timeout(timeout)
                .retryAttempts((int) Math.max(1, timeout.dividedBy(RETRY_DELAY)))
                .retryDelay(new ConstantDelay(RETRY_DELAY));
        following = (CommandAsyncService)
                CommandAsyncExecutor.create(nodes, null, ReferenceType.DEFAULT).copy(options);
    }

    /**
     * Looks below a client.
     *
     * @throws javax.cache.CacheException if it is not made by Redisson
     */
    static Masters of(RedissonClient client, Duration timeout) {
        if (client.getKeys() instanceof RedissonKeys keys) {
            return new Masters(keys, client.getConfig().isClusterConfig(), timeout);
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

    /** Returns the name of which the client makes this. */
    String unmapped(String mapped) {
        return nodes.getServiceManager().getNameMapper().unmap(mapped);
    }

    /** Returns the slot of a key as the server sees it. */
    int slotOf(String mapped) {
        return cluster ? nodes.calcSlot(mapped) : 0;
    }

    /** Returns who holds a slot, {@code null} if the client does not know. */
    @Nullable
    MasterSlaveEntry holding(int slot) {
        return nodes.getWriteEntry(slot);
    }

    /** Returns the open connection on which the client has subscribed to a channel, {@code null} if there is none. */
    @Nullable
    Channel subscribed(String mappedChannel) {
        ChannelName name = new ChannelName(mappedChannel);
        return nodes.getEntrySet().stream()
                .flatMap(node -> node.getAllEntries().stream())
                .flatMap(server -> server.getPubSubConnectionsHolder().getAllConnections().stream())
                .filter(connection -> connection.getChannels().containsKey(name))
                .map(RedisConnection::getChannel)
                .filter(Channel::isActive)
                .findFirst()
                .orElse(null);
    }

    Collection<MasterSlaveEntry> all() {
        return nodes.getEntrySet();
    }

    ServiceManager service() {
        return nodes.getServiceManager();
    }

    /** Returns what sends the commands of Redisson's own objects. */
    CommandAsyncExecutor commands() {
        return following;
    }

    /**
     * Sends a command the client's own way, which follows a slot to where it is. Sent again only where a server said that
     * it has not run it, as often as the timeout leaves room for.
     */
    <R> CompletableFuture<R> follow(Command<R> command, boolean replicas) {
        return following
                .<R, R>async(
                        replicas,
                        new NodeSource(command.slot()),
                        command.codec(),
                        command.kind(),
                        command.parameters(),
                        false,
                        true)
                .toCompletableFuture();
    }

    /** Returns the bytes of a name as the server sees it; to be made by the thread that asks, not by that of the network. */
    byte[] onWire(String name) {
        return mapped(name).getBytes(StandardCharsets.UTF_8);
    }

    /** Asks a master how many keys it has. */
    CompletionStage<Long> size(MasterSlaveEntry master) {
        return following.readAsync(master.getClient(), master, StringCodec.INSTANCE, RedisCommands.DBSIZE);
    }

    /** Reads the names of some keys of a master, whosever they are, as they are there. */
    CompletionStage<ListScanResult<String>> names(MasterSlaveEntry master, String cursor, int count) {
        return following.readAsync(
                master.getClient(), master, StringCodec.INSTANCE, RedisCommands.SCAN, cursor, "COUNT", count);
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
