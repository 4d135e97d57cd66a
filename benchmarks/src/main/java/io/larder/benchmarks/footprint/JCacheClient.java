package io.larder.benchmarks.footprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;

/** Any JCache provider, reached as its documentation says. */
final class JCacheClient implements Client {

    private final CacheManager manager;
    private final Cache<String, String> cache;

    private JCacheClient(CacheManager manager) {
        this.manager = manager;
        cache = manager.createCache("footprint", new MutableConfiguration<>());
    }

    /** Larder, with all its defaults. */
    static Client ofLarder(String address) {
        System.setProperty("larder.redis", address);
        return new JCacheClient(Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                .getCacheManager());
    }

    /** Redisson's own provider, with all its defaults: it wants a file. */
    static Client ofRedisson(String address) {
        try {
            Path file = Files.createTempFile("redisson-jcache-", ".yaml");
            try {
                Files.writeString(file, "singleServerConfig:\n  address: \"" + address + "\"\n");
                return new JCacheClient(Caching.getCachingProvider("org.redisson.jcache.JCachingProvider")
                        .getCacheManager(file.toUri(), JCacheClient.class.getClassLoader()));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void put(String key, String value) {
        cache.put(key, value);
    }

    @Override
    public String get(String key) {
        return cache.get(key);
    }

    @Override
    public void close() {
        manager.close();
    }
}
