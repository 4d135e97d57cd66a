package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Spring Data Redis' template on Lettuce, with the one shared connection that is its default. Thread-safe. */
final class SpringPeer implements Peer {

    private static final String PREFIX = "bench-spring:";
    private static final int PAGE = 250;
    private static final Duration TTL = Duration.ofMillis(TTL_MILLIS);

    private final LettuceConnectionFactory factory;
    private final RedisTemplate<String, Item> redis = new RedisTemplate<>();

    private SpringPeer(LettuceConnectionFactory factory) {
        this.factory = factory;
        redis.setConnectionFactory(factory);
        redis.setKeySerializer(RedisSerializer.string());
        redis.setValueSerializer(new ItemSerializer());
        redis.afterPropertiesSet();
    }

    static Peer open(String address) {
        Deployment servers = Deployment.at(address);
        LettuceConnectionFactory factory = servers.cluster()
                ? new LettuceConnectionFactory(new RedisClusterConfiguration(servers.nodes()))
                : new LettuceConnectionFactory(servers.host(0), servers.port(0));
        factory.start();
        return new SpringPeer(factory);
    }

    /** The same Kryo as everywhere. */
    private static final class ItemSerializer implements RedisSerializer<Item> {

        @Override
        public byte[] serialize(@Nullable Item item) {
            return item == null ? new byte[0] : ItemBytes.encode(item);
        }

        @Override
        public @Nullable Item deserialize(byte @Nullable [] bytes) {
            return ItemBytes.decode(bytes);
        }
    }

    @Override
    public Set<Operation> offers() {
        return Operation.ofAnyClient();
    }

    @Override
    public String remark(Operation operation) {
        return switch (operation) {
            case READ_THROUGH -> READ_THROUGH_BY_HAND;
            case PUT_ALL -> "SET PX for each, in executePipelined";
            case CLEAR -> "SCAN and UNLINK";
            default -> "";
        };
    }

    @Override
    public @Nullable Item get(String key) {
        return redis.opsForValue().get(PREFIX + key);
    }

    @Override
    public void put(String key, Item item) {
        redis.opsForValue().set(PREFIX + key, item, TTL);
    }

    @Override
    public Map<String, Item> getAll(Set<String> keys) {
        List<String> names = List.copyOf(keys);
        List<@Nullable Item> found =
                redis.opsForValue().multiGet(names.stream().map(PREFIX::concat).toList());
        Map<String, Item> items = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Item item = found.get(i);
            if (item != null) {
                items.put(names.get(i), item);
            }
        }
        return items;
    }

    @Override
    public void putAll(Map<String, Item> items) {
        redis.executePipelined(new SessionCallback<Item>() {
            @Override
            @SuppressWarnings("NullAway") // Spring insists on null here
            public <K, V> @Nullable Item execute(RedisOperations<K, V> sameAsOutside) {
                items.forEach(SpringPeer.this::put);
                return null;
            }
        });
    }

    @Override
    public boolean putIfAbsent(String key, Item item) {
        return Boolean.TRUE.equals(redis.opsForValue().setIfAbsent(PREFIX + key, item, TTL));
    }

    @Override
    public boolean replace(String key, Item item) {
        return Boolean.TRUE.equals(redis.opsForValue().setIfPresent(PREFIX + key, item, TTL));
    }

    @Override
    public int iterate() {
        int[] entries = {0};
        pages(keys -> redis.opsForValue().multiGet(keys).forEach(item -> entries[0] += item == null ? 0 : 1));
        return entries[0];
    }

    @Override
    public void clear() {
        pages(redis::unlink);
    }

    private void pages(Consumer<List<String>> action) {
        List<String> page = new ArrayList<>();
        try (Cursor<String> keys = redis.scan(
                ScanOptions.scanOptions().match(PREFIX + "*").count(PAGE).build())) {
            while (keys.hasNext()) {
                page.add(keys.next());
                if (page.size() == PAGE) {
                    action.accept(page);
                    page.clear();
                }
            }
        }
        if (!page.isEmpty()) {
            action.accept(page);
        }
    }

    @Override
    public void close() {
        factory.destroy();
    }
}
