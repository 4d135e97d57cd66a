package io.larder.examples.ownclient;

import io.larder.LarderConfiguration;
import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Shows that caches and everything else of Redisson can share one client. Takes the address of a Redis. */
public final class OwnClient {

    private OwnClient() {}

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        Config config = new Config();
        config.useSingleServer().setAddress(args[0]);
        RedissonClient client = Redisson.create(config);
        try {
            useCache(client);
            System.out.println("Still open, and the application's: "
                    + client.getAtomicLong("own-client:visits").incrementAndGet() + " visit");
            client.getAtomicLong("own-client:visits").delete();
        } finally {
            client.shutdown();
        }
    }

    private static void useCache(RedissonClient client) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redissonClient(client)
                .keyPrefix("own-client")
                .build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:own-client"), OwnClient.class.getClassLoader(), configuration.toProperties())) {
            Cache<String, String> greetings = manager.createCache("greetings", new MutableConfiguration<>());
            greetings.put("en", "good morning");
            System.out.println("From the cache: " + greetings.get("en"));
            System.out.println(
                    "The same client underneath: " + (manager.unwrap(RedissonClient.class) == client ? "yes" : "no"));
            manager.destroyCache("greetings");
        }
    }
}
