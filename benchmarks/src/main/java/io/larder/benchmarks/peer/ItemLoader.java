package io.larder.benchmarks.peer;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;

/** Loads items for read-through. Public, because providers make it themselves. */
public final class ItemLoader implements CacheLoader<String, Item> {

    /** Creates one. */
    public ItemLoader() {}

    @Override
    public Item load(String key) {
        return Item.load(key);
    }

    @Override
    public Map<String, Item> loadAll(Iterable<? extends String> keys) {
        Map<String, Item> items = new HashMap<>();
        keys.forEach(key -> items.put(key, load(key)));
        return items;
    }
}
