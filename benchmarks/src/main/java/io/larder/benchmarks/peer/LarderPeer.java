package io.larder.benchmarks.peer;

import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.benchmarks.plan.Operation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** Larder with its defaults. */
final class LarderPeer {

    private LarderPeer() {}

    static Peer open(String address) {
        CacheManager manager = manager(address, "bench-larder");
        return JCachePeer.withTags(
                manager,
                Map.of(
                        Operation.CLEAR,
                        "entries are gone at once; their memory is freed later, in the background, which is not in"
                                + " these numbers"),
                tagged(manager));
    }

    static CacheManager manager(String address, String keyPrefix) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(address)
                .keyPrefix(keyPrefix)
                .build();
        return Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                .getCacheManager(
                        URI.create("urn:benchmark"), LarderPeer.class.getClassLoader(), configuration.toProperties());
    }

    @SuppressWarnings("unchecked") // a cache of Larder's is one of its own kind
    private static JCachePeer.Tagged tagged(CacheManager manager) {
        LarderCache<String, Item> cache = manager.createCache(
                        "tagged-items",
                        LarderCacheConfiguration.builder(String.class, Item.class)
                                .taggerFactory(() -> (key, item) -> Set.of(JCachePeer.Tagged.TAG))
                                .settings(settings -> settings.expireAfterWrite(Duration.ofMillis(Peer.TTL_MILLIS)))
                                .build())
                .unwrap(LarderCache.class);
        return new JCachePeer.Tagged(cache, cache::invalidateTag);
    }
}
