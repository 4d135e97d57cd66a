package io.larder.examples.nearcache;

import io.larder.LarderConfiguration;
import java.net.URI;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** Shows two managers with near caches, each as a JVM of its own would be, and how a change reaches the other. */
public final class NearCaches {

    private static final int READS = 100_000;

    private NearCaches() {}

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(args[0])
                .caches(
                        "countries",
                        cache -> cache.nearCache(true)
                                .nearCacheMaximumSize(1000)
                                .nearCacheMaximumAge(Duration.ofSeconds(10)))
                .build();
        try (CacheManager here = open("urn:here", configuration);
                CacheManager there = open("urn:there", configuration)) {
            Cache<String, String> countries = here.createCache("countries", new MutableConfiguration<>());
            Cache<String, String> elsewhere = there.createCache("countries", new MutableConfiguration<>());
            countries.put("CH", "Confoederatio Helvetica");
            long start = System.nanoTime();
            for (int i = 0; i < READS; i++) {
                countries.get("CH");
            }
            System.out.println(READS + " reads: " + (System.nanoTime() - start) / 1_000_000 + " ms");

            elsewhere.put("CH", "Switzerland");
            while (!"Switzerland".equals(countries.get("CH"))) {
                Thread.onSpinWait(); // the message takes a moment; never longer than the maximum age
            }
            System.out.println("Here too: " + countries.get("CH"));
            here.destroyCache("countries");
        }
    }

    private static CacheManager open(String uri, LarderConfiguration configuration) {
        return Caching.getCachingProvider()
                .getCacheManager(URI.create(uri), NearCaches.class.getClassLoader(), configuration.toProperties());
    }
}
