package io.larder.benchmarks.peer;

import io.larder.CacheSettings;
import io.larder.LarderCacheConfiguration;
import io.larder.benchmarks.plan.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;

/**
 * Larder with a near cache, for reads of what is near. The servers are emptied after each measurement, of which near caches
 * learn within ten seconds and then forget; so each measurement gets a new cache, and reads each entry once before it.
 */
final class LarderNearPeer extends CachePeer {

    private static final String CACHE = "near-items";
    private static final int MOST_ENTRIES = 100_000;

    private final CacheManager manager;
    private final Consumer<CacheSettings.Builder> settings;
    private Cache<String, Item> cache;

    private LarderNearPeer(CacheManager manager, Consumer<CacheSettings.Builder> settings) {
        this.manager = manager;
        this.settings = settings;
        this.cache = create();
    }

    static Peer open(String address, Consumer<CacheSettings.Builder> settings) {
        return new LarderNearPeer(LarderPeer.manager(address, "bench-near"), settings);
    }

    private Cache<String, Item> create() {
        return manager.createCache(
                CACHE,
                LarderCacheConfiguration.builder(String.class, Item.class)
                        .settings(builder -> {
                            builder.nearCache(true)
                                    .nearCacheMaximumSize(MOST_ENTRIES)
                                    .nearCacheMaximumAge(Duration.ofMillis(TTL_MILLIS))
                                    .expireAfterWrite(Duration.ofMillis(TTL_MILLIS));
                            settings.accept(builder);
                        })
                        .build());
    }

    @Override
    Cache<String, Item> cache() {
        return cache;
    }

    @Override
    public Set<Operation> offers() {
        return EnumSet.of(Operation.GET);
    }

    @Override
    public void beginReads() {
        manager.destroyCache(CACHE);
        cache = create();
    }

    @Override
    public void readAhead(Set<String> keys) {
        keys.parallelStream().forEach(cache::get);
    }

    @Override
    public void close() {
        manager.destroyCache(CACHE);
        manager.close();
    }
}
