package io.larder.examples.typed;

import io.larder.LarderConfiguration;
import io.larder.ValueFormat;
import java.net.URI;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** Shows a manager that is configured by an object: checked by the compiler, and complete. */
public final class TypedConfiguration {

    private TypedConfiguration() {}

    /** Runs the example; takes an address like {@code redis://localhost:6379}. */
    public static void main(String[] args) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(args[0])
                .keyPrefix("typed")
                .timeout(Duration.ofSeconds(1))
                .defaults(cache -> cache.expireAfterWrite(Duration.ofMinutes(10)))
                .caches("sessions.*", cache -> cache.expireAfterAccess(Duration.ofMinutes(30)))
                .caches("pages", cache -> cache.valueFormat(ValueFormat.RAW).create(true))
                .build();
        try (CacheManager manager = Caching.getCachingProvider()
                .getCacheManager(
                        URI.create("urn:typed"),
                        TypedConfiguration.class.getClassLoader(),
                        configuration.toProperties())) {
            Cache<String, String> pages = manager.getCache("pages");
            pages.put("/", "<h1>Welcome</h1>");
            System.out.println("Page: " + pages.get("/"));
            Cache<String, Integer> sessions = manager.createCache("sessions.shop", new MutableConfiguration<>());
            sessions.put("7f3a", 1);
            System.out.println("Session: " + sessions.get("7f3a"));
            manager.getCacheNames().forEach(manager::destroyCache);
        }
    }
}
