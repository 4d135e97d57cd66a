package io.larder.dropin.plain;

import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Uses JCache as its documentation says, and knows of no provider. */
public final class PlainApplication {

    private PlainApplication() {}

    /** Takes no arguments. */
    public static void main(String[] args) {
        CachingProvider provider = Caching.getCachingProvider();
        System.out.println("provider: " + provider.getClass().getName());
        try (CacheManager manager = provider.getCacheManager()) {
            Cache<String, String> greetings = manager.createCache("greetings", new MutableConfiguration<>());
            greetings.put("en", "good morning");
            System.out.println("value: " + greetings.get("en"));
        }
    }
}
