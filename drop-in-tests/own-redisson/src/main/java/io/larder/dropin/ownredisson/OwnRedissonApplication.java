package io.larder.dropin.ownredisson;

import io.larder.LarderConfiguration;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Has a client of plain Redisson, whose jar brings a JCache provider of its own. */
public final class OwnRedissonApplication {

    private OwnRedissonApplication() {}

    /**
     * Takes the address of a Redis, and optionally the class name of the provider to use; without it, JCache has to
     * choose.
     */
    public static void main(String[] args) {
        CachingProvider provider;
        try {
            provider = args.length > 1 ? Caching.getCachingProvider(args[1]) : Caching.getCachingProvider();
        } catch (CacheException e) {
            System.out.println("refused: " + e.getMessage());
            return;
        }
        System.out.println("provider: " + provider.getClass().getName());
        Config config = new Config();
        config.useSingleServer().setAddress(args[0]);
        RedissonClient client = Redisson.create(config);
        try {
            use(provider, client, "urn:first");
            use(provider, client, "urn:second");
            client.getBucket("mine").set("still open");
            System.out.println("client: " + client.getBucket("mine").get());
        } finally {
            client.shutdown();
        }
    }

    private static void use(CachingProvider provider, RedissonClient client, String uri) {
        LarderConfiguration configuration =
                LarderConfiguration.builder().redissonClient(client).build();
        try (CacheManager manager = provider.getCacheManager(
                URI.create(uri), OwnRedissonApplication.class.getClassLoader(), configuration.toProperties())) {
            Cache<String, Integer> stock = manager.createCache("stock", new MutableConfiguration<>());
            stock.put("pears", 3);
            System.out.println("pears: "
                    + stock.invoke("pears", (entry, none) -> {
                        entry.setValue(entry.getValue() - 1);
                        return entry.getValue();
                    }));
        }
    }
}
