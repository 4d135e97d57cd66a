package io.larder.benchmarks.peer;

import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** What all peers do alike that are caches of JCache. Thread-safe. */
abstract class CachePeer implements Peer {

    /** Returns the cache that is measured. */
    abstract Cache<String, Item> cache();

    @Override
    public @Nullable Item get(String key) {
        return cache().get(key);
    }

    @Override
    public void put(String key, Item item) {
        cache().put(key, item);
    }

    @Override
    public Map<String, Item> getAll(Set<String> keys) {
        return cache().getAll(keys);
    }

    @Override
    public void putAll(Map<String, Item> items) {
        cache().putAll(items);
    }

    @Override
    public boolean putIfAbsent(String key, Item item) {
        return cache().putIfAbsent(key, item);
    }

    @Override
    public boolean replace(String key, Item item) {
        return cache().replace(key, item);
    }

    @Override
    public int iterate() {
        int entries = 0;
        for (Cache.Entry<String, Item> entry : cache()) {
            entries += entry.getValue() == null ? 0 : 1;
        }
        return entries;
    }

    @Override
    public void clear() {
        cache().clear();
    }
}
