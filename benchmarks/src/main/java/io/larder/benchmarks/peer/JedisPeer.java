package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.ScanIteration;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Jedis with a pool that has a connection for every thread. Thread-safe. */
final class JedisPeer implements Peer {

    private static final String PREFIX = "bench-jedis:";
    private static final int CONNECTIONS = 64;
    private static final int PAGE = 250;

    private final UnifiedJedis jedis;
    private final boolean cluster;

    private JedisPeer(UnifiedJedis jedis, boolean cluster) {
        this.jedis = jedis;
        this.cluster = cluster;
    }

    static Peer open(String address) {
        Deployment servers = Deployment.at(address);
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        if (!servers.cluster()) {
            return new JedisPeer(
                    RedisClient.builder()
                            .hostAndPort(servers.host(0), servers.port(0))
                            .poolConfig(pool)
                            .build(),
                    false);
        }
        Set<HostAndPort> nodes = new HashSet<>();
        servers.nodes().forEach(node -> nodes.add(HostAndPort.from(node)));
        return new JedisPeer(
                RedisClusterClient.builder().nodes(nodes).poolConfig(pool).build(), true);
    }

    @Override
    public Set<Operation> offers() {
        // Its cluster client has no transactions that watch.
        return cluster ? Operation.ofAnyClient() : Operation.ofAnyCache();
    }

    @Override
    public String remark(Operation operation) {
        return switch (operation) {
            case INVOKE, INVOKE_ONE_KEY -> "WATCH, GET, MULTI, SET, EXEC until it succeeds";
            case READ_THROUGH -> READ_THROUGH_BY_HAND;
            case PUT_ALL -> "a pipeline of SET PX";
            case CLEAR -> "SCAN, and a pipeline of UNLINK";
            default -> "";
        };
    }

    private static byte[] key(String key) {
        return ItemBytes.key(PREFIX, key);
    }

    private static SetParams ttl() {
        return SetParams.setParams().px(TTL_MILLIS);
    }

    @Override
    public @Nullable Item get(String key) {
        return ItemBytes.decode(jedis.get(key(key)));
    }

    @Override
    public void put(String key, Item item) {
        jedis.set(key(key), ItemBytes.encode(item), ttl());
    }

    @Override
    public Map<String, Item> getAll(Set<String> keys) {
        return cluster ? getAllInPipeline(keys) : getAllAtOnce(keys);
    }

    private Map<String, Item> getAllAtOnce(Set<String> keys) {
        List<String> names = List.copyOf(keys);
        List<byte @Nullable []> values =
                jedis.mget(names.stream().map(JedisPeer::key).toArray(byte[][]::new));
        Map<String, Item> items = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            add(items, names.get(i), values.get(i));
        }
        return items;
    }

    private Map<String, Item> getAllInPipeline(Set<String> keys) {
        Map<String, Response<byte[]>> replies = new HashMap<>();
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            keys.forEach(key -> replies.put(key, pipeline.get(key(key))));
        }
        Map<String, Item> items = new HashMap<>();
        replies.forEach((key, reply) -> add(items, key, reply.get()));
        return items;
    }

    private static void add(Map<String, Item> items, String key, byte @Nullable [] value) {
        Item item = ItemBytes.decode(value);
        if (item != null) {
            items.put(key, item);
        }
    }

    @Override
    public void putAll(Map<String, Item> items) {
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            items.forEach((key, item) -> pipeline.set(key(key), ItemBytes.encode(item), ttl()));
        }
    }

    @Override
    public boolean putIfAbsent(String key, Item item) {
        return jedis.set(key(key), ItemBytes.encode(item), ttl().nx()) != null;
    }

    @Override
    public boolean replace(String key, Item item) {
        return jedis.set(key(key), ItemBytes.encode(item), ttl().xx()) != null;
    }

    @Override
    public void countUp(String key) {
        byte[] redisKey = key(key);
        try (AbstractTransaction transaction = jedis.transaction(false)) {
            List<Object> results;
            do {
                transaction.watch(redisKey);
                Item item = ItemBytes.decode(transaction.get(redisKey).get());
                if (item == null) {
                    throw new IllegalStateException("no entry " + key);
                }
                transaction.multi();
                transaction.set(redisKey, ItemBytes.encode(item.countedUp()), ttl());
                results = transaction.exec();
            } while (results == null);
        }
    }

    @Override
    public int iterate() {
        int[] entries = {0};
        pages(keys -> entries[0] += getAll(keys).size());
        return entries[0];
    }

    @Override
    public void clear() {
        pages(keys -> {
            try (AbstractPipeline pipeline = jedis.pipelined()) {
                keys.forEach(key -> pipeline.unlink(key(key)));
            }
        });
    }

    /** Keys without their prefix, page by page, over all servers. */
    private void pages(Consumer<Set<String>> action) {
        ScanIteration scan = jedis.scanIteration(PAGE, PREFIX + "*");
        while (!scan.isIterationCompleted()) {
            Set<String> keys = scan.nextBatchList().stream()
                    .map(key -> key.substring(PREFIX.length()))
                    .collect(Collectors.toSet());
            if (!keys.isEmpty()) {
                action.accept(keys);
            }
        }
    }

    @Override
    public void close() {
        jedis.close();
    }
}
