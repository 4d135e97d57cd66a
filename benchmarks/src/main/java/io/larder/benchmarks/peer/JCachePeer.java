package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Any JCache provider: a cache for most operations, and one with a loader. Thread-safe. */
final class JCachePeer extends CachePeer {

    private final CacheManager manager;
    private final Traits traits;
    private final Cache<String, Item> cache;
    private final Cache<String, Item> loading;

    private JCachePeer(CacheManager manager, Traits traits) {
        this.manager = manager;
        this.traits = traits;
        this.cache = manager.createCache("items", configuration());
        this.loading = manager.createCache(
                "loaded-items",
                configuration().setReadThrough(true).setCacheLoaderFactory(FactoryBuilder.factoryOf(ItemLoader.class)));
    }

    /** What is not the same for all providers. */
    private record Traits(
            Map<Operation, String> remarks,
            boolean nearCache,
            Runnable atEnd,
            Set<Long> servers,
            @Nullable Tagged tagged) {}

    /**
     * A cache whose entries have a tag.
     *
     * @param cache the cache
     * @param invalidation makes absent what has a tag
     */
    record Tagged(Cache<String, Item> cache, Consumer<String> invalidation) {

        /** The tag. */
        static final String TAG = "all";
    }

    static JCachePeer of(CacheManager manager, Map<Operation, String> remarks) {
        return new JCachePeer(manager, new Traits(remarks, false, () -> {}, Set.of(), null));
    }

    static JCachePeer withTags(CacheManager manager, Map<Operation, String> remarks, Tagged tagged) {
        return new JCachePeer(manager, new Traits(remarks, false, () -> {}, Set.of(), tagged));
    }

    /** One that answers from the memory of this JVM, and has servers of its own, which end after it. */
    static JCachePeer withNearCache(
            CacheManager manager, Map<Operation, String> remarks, Runnable atEnd, Set<Long> servers) {
        return new JCachePeer(manager, new Traits(remarks, true, atEnd, servers, null));
    }

    private static MutableConfiguration<String, Item> configuration() {
        return new MutableConfiguration<String, Item>()
                .setTypes(String.class, Item.class)
                .setExpiryPolicyFactory(
                        ModifiedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, TTL_MILLIS)));
    }

    @Override
    Cache<String, Item> cache() {
        return cache;
    }

    @Override
    public Set<Operation> offers() {
        return traits.tagged == null ? Operation.ofAnyCache() : EnumSet.allOf(Operation.class);
    }

    @Override
    public String remark(Operation operation) {
        return traits.remarks.getOrDefault(operation, "");
    }

    @Override
    public Map<String, Item> getAllNow(Set<String> keys) {
        if (!traits.nearCache) {
            return getAll(keys);
        }
        Map<String, Item> items = new HashMap<>();
        cache.invokeAll(keys, new CurrentItem()).forEach((key, item) -> items.put(key, item.get()));
        return items;
    }

    @Override
    public void countUp(String key) {
        cache.invoke(key, new CountUp());
    }

    @Override
    public @Nullable Item readThrough(String key) {
        return loading.get(key);
    }

    @Override
    public void putAllTagged(Map<String, Item> items) {
        tagged().cache.putAll(items);
    }

    @Override
    public @Nullable Item getTagged(String key) {
        return tagged().cache.get(key);
    }

    @Override
    public void invalidate() {
        tagged().invalidation.accept(Tagged.TAG);
    }

    private Tagged tagged() {
        if (traits.tagged == null) {
            throw new UnsupportedOperationException("not offered");
        }
        return traits.tagged;
    }

    @Override
    public void clear() {
        super.clear();
        loading.clear();
        if (traits.tagged != null) {
            traits.tagged.cache.clear();
        }
    }

    @Override
    public Set<Long> ownServers() {
        return traits.servers;
    }

    @Override
    public void close() {
        manager.destroyCache(cache.getName());
        manager.destroyCache(loading.getName());
        if (traits.tagged != null) {
            manager.destroyCache(traits.tagged.cache.getName());
        }
        manager.close();
        traits.atEnd.run();
    }
}
