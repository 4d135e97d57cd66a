package io.larder.benchmarks.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.larder.benchmarks.plan.Operation;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Caffeine: objects in this JVM, by reference. What a cache costs at least. Thread-safe. */
final class CaffeinePeer implements Peer {

    private final Cache<String, Item> cache = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMillis(TTL_MILLIS))
            .build();

    @Override
    public Set<Operation> offers() {
        return Operation.ofAnyCache();
    }

    @Override
    public @Nullable Item get(String key) {
        return cache.getIfPresent(key);
    }

    @Override
    public void put(String key, Item item) {
        cache.put(key, item);
    }

    @Override
    public Map<String, Item> getAll(Set<String> keys) {
        return cache.getAllPresent(keys);
    }

    @Override
    public void putAll(Map<String, Item> items) {
        cache.putAll(items);
    }

    @Override
    public boolean putIfAbsent(String key, Item item) {
        return cache.asMap().putIfAbsent(key, item) == null;
    }

    @Override
    public boolean replace(String key, Item item) {
        return cache.asMap().replace(key, item) != null;
    }

    @Override
    public void countUp(String key) {
        cache.asMap().computeIfPresent(key, (same, item) -> item.countedUp());
    }

    @Override
    public @Nullable Item readThrough(String key) {
        return cache.get(key, Item::load);
    }

    @Override
    public int iterate() {
        int[] entries = {0};
        cache.asMap().forEach((key, item) -> entries[0]++);
        return entries[0];
    }

    @Override
    public void clear() {
        cache.invalidateAll();
    }

    @Override
    public void close() {
        cache.invalidateAll();
    }
}
