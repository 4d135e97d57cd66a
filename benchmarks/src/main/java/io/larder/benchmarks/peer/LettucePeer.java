package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lettuce's synchronous API on the one connection that all threads share, as its documentation advises. Items turn into
 * bytes in the calling threads: in its codec they would in the one thread of the connection. Thread-safe.
 */
final class LettucePeer implements Peer {

    private static final String PREFIX = "bench-lettuce:";
    private static final ScanArgs PAGE = ScanArgs.Builder.limit(250).match(PREFIX + "*", StandardCharsets.UTF_8);

    private final AbstractRedisClient client;
    private final RedisClusterCommands<byte[], byte[]> redis;
    private final RedisClusterAsyncCommands<byte[], byte[]> async;

    private LettucePeer(
            AbstractRedisClient client,
            RedisClusterCommands<byte[], byte[]> redis,
            RedisClusterAsyncCommands<byte[], byte[]> async) {
        this.client = client;
        this.redis = redis;
        this.async = async;
    }

    static Peer open(String address) {
        Deployment servers = Deployment.at(address);
        if (servers.cluster()) {
            RedisClusterClient client = RedisClusterClient.create(servers.nodes().stream()
                    .map(node -> RedisURI.create("redis://" + node))
                    .toList());
            StatefulRedisClusterConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
            return new LettucePeer(client, connection.sync(), connection.async());
        }
        RedisClient client = RedisClient.create(address);
        StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
        return new LettucePeer(client, connection.sync(), connection.async());
    }

    @Override
    public Set<Operation> offers() {
        // A shared connection cannot watch keys.
        return Operation.ofAnyClient();
    }

    @Override
    public String remark(Operation operation) {
        return switch (operation) {
            case READ_THROUGH -> READ_THROUGH_BY_HAND;
            case PUT_ALL -> "SET PX for each, without waiting in between";
            case CLEAR -> "SCAN and UNLINK";
            default -> "";
        };
    }

    private static byte[] key(String key) {
        return ItemBytes.key(PREFIX, key);
    }

    private static SetArgs ttl() {
        return SetArgs.Builder.px(TTL_MILLIS);
    }

    @Override
    public @Nullable Item get(String key) {
        return ItemBytes.decode(redis.get(key(key)));
    }

    @Override
    public void put(String key, Item item) {
        redis.set(key(key), ItemBytes.encode(item), ttl());
    }

    @Override
    public Map<String, Item> getAll(Set<String> keys) {
        List<String> names = List.copyOf(keys);
        List<KeyValue<byte[], byte[]>> values =
                redis.mget(names.stream().map(LettucePeer::key).toArray(byte[][]::new));
        Map<String, Item> items = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Item item = ItemBytes.decode(values.get(i).getValueOrElse(null));
            if (item != null) {
                items.put(names.get(i), item);
            }
        }
        return items;
    }

    @Override
    public void putAll(Map<String, Item> items) {
        RedisFuture<?>[] written = items.entrySet().stream()
                .map(entry -> async.set(key(entry.getKey()), ItemBytes.encode(entry.getValue()), ttl()))
                .toArray(RedisFuture<?>[]::new);
        if (!LettuceFutures.awaitAll(1, TimeUnit.MINUTES, written)) {
            throw new IllegalStateException("no answer within a minute");
        }
    }

    @Override
    public boolean putIfAbsent(String key, Item item) {
        return redis.set(key(key), ItemBytes.encode(item), ttl().nx()) != null;
    }

    @Override
    public boolean replace(String key, Item item) {
        return redis.set(key(key), ItemBytes.encode(item), ttl().xx()) != null;
    }

    @Override
    public int iterate() {
        int[] entries = {0};
        pages(keys -> redis.mget(keys)
                .forEach(value -> entries[0] += ItemBytes.decode(value.getValueOrElse(null)) == null ? 0 : 1));
        return entries[0];
    }

    @Override
    public void clear() {
        pages(redis::unlink);
    }

    private void pages(Consumer<byte[][]> action) {
        KeyScanCursor<byte[]> page = redis.scan(PAGE);
        while (true) {
            if (!page.getKeys().isEmpty()) {
                action.accept(page.getKeys().toArray(byte[][]::new));
            }
            if (page.isFinished()) {
                return;
            }
            page = redis.scan(page, PAGE);
        }
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    }
}
