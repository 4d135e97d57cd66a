package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.client.ChannelName;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisPubSubConnection;
import org.redisson.client.RedisPubSubListener;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.client.protocol.pubsub.PubSubType;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Subscriptions to a sharded channel of each partition, on one connection per master, so that no node but a slot's own has
 * to do with its messages. It stands while all of them do: if a connection closes, or a server gives a slot away, all are
 * begun anew where the slots are then. Thread-safe.
 *
 * <p>Not by Redisson's topics: those do not come back after a slot has moved, and take one connection for every five
 * channels.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // of closing, of asking, of beginning anew: what comes of them is told otherwise
final class ShardSubscription implements NearSubscription {

    private static final Logger LOG = LoggerFactory.getLogger(ShardSubscription.class);
    private static final int FLAG = 16;
    private static final long LEAST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int MOST_FAILURES = 20;

    private final CacheKeys keys;
    private final Masters masters;
    private final ScheduledExecutorService scheduler;
    private final Duration timeout;

    private @Nullable Owner owner;
    private @Nullable Consumer<byte[]> receiver;
    private @Nullable Attempt current;
    private long pauseMillis = LEAST_PAUSE_MILLIS;
    private int failures;

    ShardSubscription(CacheKeys keys, Masters masters, ScheduledExecutorService scheduler, Duration timeout) {
        this.keys = keys;
        this.masters = masters;
        this.scheduler = scheduler;
        this.timeout = timeout;
    }

    @Override
    public int flag() {
        return FLAG;
    }

    @Override
    public synchronized void open(Owner wanted, Consumer<byte[]> consumer) {
        owner = wanted;
        receiver = consumer;
        begin();
    }

    private synchronized void begin() {
        if (owner != null && receiver != null && current == null) {
            current = new Attempt(receiver);
            current.start();
        }
    }

    private synchronized void stands(Attempt attempt) {
        if (owner == null || attempt != current) {
            attempt.close();
            return;
        }
        failures = 0;
        pauseMillis = LEAST_PAUSE_MILLIS;
        attempt.standing = true;
        owner.stands(this, attempt);
    }

    private void over(Attempt attempt, @Nullable Throwable failure) {
        forget(attempt, failure);
        attempt.close();
    }

    private synchronized void forget(Attempt attempt, @Nullable Throwable failure) {
        if (owner == null || attempt != current) {
            return;
        }
        current = null;
        if (attempt.standing) {
            LOG.debug("Changes of {} are not told by shard for the moment", keys.nearChannel());
            owner.ended(this, attempt);
        } else if (isRefusal(failure) || isHopeless(failure)) {
            LOG.debug("Changes of {} are followed without sharded channels", keys.nearChannel(), failure);
            Owner told = owner;
            owner = null;
            told.refused(this);
            return;
        } else {
            LOG.debug(
                    "Changes of {} cannot be followed by shard; the next attempt follows", keys.nearChannel(), failure);
        }
        scheduler.schedule(this::begin, pauseMillis, TimeUnit.MILLISECONDS);
        pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
    }

    /** An older server, or a user who may not. */
    private static boolean isRefusal(@Nullable Throwable failure) {
        if (failure == null) {
            return false;
        }
        Throwable cause = Failures.root(failure);
        return Failures.isRefusal(cause) || String.valueOf(cause.getMessage()).contains("unknown command");
    }

    /** Servers that can be reached and yet never confirm: who knows what is in between. */
    private boolean isHopeless(@Nullable Throwable failure) {
        return !(failure == null || Failures.root(failure) instanceof RedisConnectionException)
                && ++failures >= MOST_FAILURES;
    }

    @Override
    public synchronized void look() {
        Attempt attempt = current;
        if (attempt != null && attempt.standing && !attempt.isWhereSlotsAre()) {
            over(attempt, null);
        }
    }

    @Override
    public synchronized CompletionStage<?> close() {
        owner = null;
        Attempt attempt = current;
        current = null;
        if (attempt != null) {
            attempt.close();
        }
        return CompletableFuture.completedStage(null);
    }

    /** The master of a partition as the client sees it: another one after a failover, too. */
    private @Nullable RedisClient masterOf(Partition partition) {
        MasterSlaveEntry holder = masters.holding(partition.slot);
        return holder == null ? null : holder.getClient();
    }

    /** The name of a partition's channel: as the scripts make it, of that of {@code g}. */
    private ChannelName channelOf(Partition partition) {
        String stamp = masters.mapped(partition.stamp);
        return new ChannelName((stamp.substring(0, stamp.length() - 1) + "near").getBytes(StandardCharsets.UTF_8));
    }

    /** One try to subscribe to all, and what has come of it. Thread-safe. */
    private final class Attempt {

        private final Consumer<byte[]> consumer;
        private final Map<Partition, @Nullable RedisClient> places = new HashMap<>();
        private final List<RedisPubSubConnection> connections = new ArrayList<>();
        private boolean closed;

        /** Guarded by the subscription. */
        private boolean standing;

        private Attempt(Consumer<byte[]> consumer) {
            this.consumer = consumer;
        }

        private void start() {
            Map<RedisClient, List<Partition>> shards = new HashMap<>();
            for (Partition partition : keys.partitions()) {
                RedisClient place = masterOf(partition);
                places.put(partition, place);
                if (place != null) {
                    shards.computeIfAbsent(place, master -> new ArrayList<>()).add(partition);
                }
            }
            List<CompletableFuture<?>> subscribed = new ArrayList<>();
            if (places.containsValue(null)) {
                subscribed.add(CompletableFuture.failedFuture(new IllegalStateException("a slot is nobody's")));
            }
            shards.forEach((master, partitions) -> subscribed.add(subscribe(master, partitions)));
            CompletionStage<?> all = CompletableFuture.allOf(subscribed.toArray(CompletableFuture[]::new))
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
            all.whenComplete((done, failure) -> {
                if (failure == null) {
                    stands(this);
                } else {
                    over(this, failure);
                }
            });
        }

        private boolean isWhereSlotsAre() {
            return keys.partitions().stream().allMatch(partition -> places.get(partition) == masterOf(partition));
        }

        private CompletableFuture<?> subscribe(RedisClient master, List<Partition> partitions) {
            CompletionStage<RedisPubSubConnection> connected = master.connectPubSubAsync();
            return connected.toCompletableFuture().thenCompose(connection -> {
                take(connection);
                SlotsGivenAway.tell(connection.getChannel(), () -> over(this, null));
                connection.getChannel().closeFuture().addListener(end -> over(this, null));
                return subscribe(connection, channelOf(partitions.get(0))) // an older server is asked for no more
                        .thenCompose(first -> CompletableFuture.allOf(partitions.stream()
                                .skip(1)
                                .map(partition -> subscribe(connection, channelOf(partition)))
                                .toArray(CompletableFuture[]::new)));
            });
        }

        private CompletableFuture<?> subscribe(RedisPubSubConnection connection, ChannelName channel) {
            CompletableFuture<Void> confirmed = new CompletableFuture<>();
            connection.addListener(channel, new RedisPubSubListener<byte[]>() {
                @Override
                public void onMessage(CharSequence name, byte[] message) {
                    consumer.accept(message);
                }

                @Override
                public void onStatus(PubSubType type, CharSequence name) {
                    confirmed.complete(null);
                }
            });
            connection.ssubscribe(confirmed, ByteArrayCodec.INSTANCE, channel);
            return confirmed;
        }

        private void take(RedisPubSubConnection connection) {
            boolean late;
            synchronized (this) {
                connections.add(connection);
                late = closed;
            }
            if (late) {
                connection.closeAsync();
            }
        }

        private void close() {
            List<RedisPubSubConnection> taken;
            synchronized (this) {
                closed = true;
                taken = List.copyOf(connections);
            }
            taken.forEach(RedisPubSubConnection::closeAsync);
        }
    }
}
