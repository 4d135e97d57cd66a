package io.larder.pressure;

import io.larder.LarderConfiguration;
import io.larder.testing.RedisDeployment;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * Cache managers of this JVM on one deployment, each with a connection of its own, all with one key prefix. Thread-safe.
 */
public final class Managers implements AutoCloseable {

    private final String address;
    private final String keyPrefix;
    private final CachingProvider provider = Caching.getCachingProvider();
    private final List<CacheManager> opened = new CopyOnWriteArrayList<>();

    /** Managers that share their keys with others. */
    public Managers(String address, String keyPrefix) {
        this.address = address;
        this.keyPrefix = keyPrefix;
    }

    /** Managers whose keys no other test uses. */
    public static Managers on(RedisDeployment deployment) {
        return new Managers(
                deployment.address(),
                "p" + UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    }

    /** Returns where the servers are. */
    public String address() {
        return address;
    }

    /** Returns the prefix of all keys. */
    public String keyPrefix() {
        return keyPrefix;
    }

    /** Opens another manager. */
    public CacheManager open() {
        return open(builder -> builder);
    }

    /** Opens another manager with further settings. */
    public CacheManager open(UnaryOperator<LarderConfiguration.Builder> settings) {
        LarderConfiguration configuration = settings.apply(
                        LarderConfiguration.builder().redis(address).keyPrefix(keyPrefix))
                .build();
        CacheManager manager = provider.getCacheManager(
                URI.create("pressure-" + UUID.randomUUID()),
                Managers.class.getClassLoader(),
                configuration.toProperties());
        opened.add(manager);
        return manager;
    }

    /** Opens another manager and a cache of this name in it, with everything at its default. */
    public <K, V> Cache<K, V> cache(String cacheName) {
        return open().createCache(cacheName, new MutableConfiguration<K, V>());
    }

    /** Destroys every cache that is open here, then closes the managers. */
    public void destroyAll() {
        opened.stream().filter(manager -> !manager.isClosed()).forEach(Managers::destroyCaches);
        close();
    }

    private static void destroyCaches(CacheManager manager) {
        manager.getCacheNames().forEach(manager::destroyCache);
    }

    @Override
    public void close() {
        opened.forEach(CacheManager::close);
    }

    /** Returns what there still is under the prefix. */
    public List<String> keysLeft(RedisDeployment deployment) {
        return deployment.keys().stream()
                .filter(key -> key.startsWith(keyPrefix))
                .toList();
    }
}
