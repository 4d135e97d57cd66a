package io.larder.pressure;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;

/**
 * Fills a cache of another provider. Arguments: the provider's class, the manager's URI, entries, characters per value.
 */
final class FillWithPeerRole {

    private static final int PER_PUT_ALL = 500;

    private FillWithPeerRole() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        try (CacheManager manager = Caching.getCachingProvider(args[0])
                .getCacheManager(URI.create(args[1]), FillWithPeerRole.class.getClassLoader())) {
            fill(manager.createCache("memory", configuration()), Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            parent.tell("done");
            parent.await("end");
        }
    }

    static MutableConfiguration<Long, String> configuration() {
        return new MutableConfiguration<Long, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 1)));
    }

    static void fill(Cache<Long, String> cache, int entries, int characters) {
        for (int from = 0; from < entries; from += PER_PUT_ALL) {
            Map<Long, String> chunk = new HashMap<>();
            for (long key = from; key < Math.min(entries, from + PER_PUT_ALL); key++) {
                chunk.put(key, value(key, characters));
            }
            cache.putAll(chunk);
        }
    }

    /** A value that no other key has. */
    private static String value(long key, int characters) {
        String start = key + " ";
        return start + "v".repeat(characters - start.length());
    }
}
