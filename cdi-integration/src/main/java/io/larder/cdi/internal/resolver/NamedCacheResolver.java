package io.larder.cdi.internal.resolver;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheResolver;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Resolves to the cache of one name. It is looked up when it is first needed, so that the application can create it
 * first, and again after somebody closed it. Thread-safe.
 */
final class NamedCacheResolver implements CacheResolver {

    private static final Logger LOG = System.getLogger(NamedCacheResolver.class.getName());

    private final DefaultManager manager;
    private final String cacheName;
    private volatile @Nullable Cache<?, ?> cache;

    NamedCacheResolver(DefaultManager manager, String cacheName) {
        this.manager = manager;
        this.cacheName = cacheName;
    }

    @Override
    @SuppressWarnings("unchecked") // as the caller says
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
        Cache<?, ?> current = cache;
        if (current == null || current.isClosed()) {
            current = open();
            cache = current;
        }
        return (Cache<K, V>) current;
    }

    private Cache<?, ?> open() {
        CacheManager current = manager.get();
        Cache<?, ?> existing = current.getCache(cacheName);
        return existing == null ? create(current) : existing;
    }

    private Cache<?, ?> create(CacheManager current) {
        try {
            Cache<?, ?> created = current.createCache(cacheName, new MutableConfiguration<>());
            LOG.log(
                    Level.INFO,
                    "Created the cache {0}, which nobody had configured, with the provider''s defaults.",
                    cacheName);
            return created;
        } catch (CacheException e) {
            Cache<?, ?> others = current.getCache(cacheName); // created between the two calls
            if (others == null) {
                throw e;
            }
            return others;
        }
    }
}
