package io.larder.internal.redis;

import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.redisson.api.RedissonClient;

/** An application of its own, with its own copy of Larder: started by reflection, it knows nothing of the test. */
public final class IsolatedClient {

    private IsolatedClient() {}

    /** Writes and reads over a connection of its own, and returns the transport and what was read. */
    public static String use(String address) {
        ClassLoader loader = IsolatedClient.class.getClassLoader();
        try (CacheManager manager = Caching.getCachingProvider("io.larder.spi.LarderCachingProvider", loader)
                .getCacheManager(URI.create(address), loader)) {
            var cache = manager.<String, String, MutableConfiguration<String, String>>createCache(
                    "isolated", new MutableConfiguration<>());
            cache.put("key", "value");
            return manager.unwrap(RedissonClient.class).getConfig().getTransportMode() + " " + cache.get("key");
        }
    }
}
