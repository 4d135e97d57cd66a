package io.larder.cdi.internal.resolver;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The cache of one name. It is looked up when it is first needed, so that the application can create it first, and again
 * after somebody closed it. Thread-safe.
 */
public final class NamedCache {

    private static final Logger LOG = System.getLogger(NamedCache.class.getName());

    private static final Object OPENING = new Object();

    private final DefaultManager manager;
    private final String cacheName;
    private volatile @Nullable Cache<?, ?> cache;

    /**
     * Names it; looks nothing up yet.
     *
     * @param manager where it is
     */
    public NamedCache(DefaultManager manager, String cacheName) {
        this.manager = manager;
        this.cacheName = cacheName;
    }

    /** Returns it; it is created with the provider's defaults if it is not there. */
    public Cache<?, ?> get() {
        Cache<?, ?> current = cache;
        return current == null || current.isClosed() ? open() : current;
    }

    /** One at a time: a manager may refuse a name that another thread is about to create, and not have its cache yet. */
    private Cache<?, ?> open() {
        synchronized (OPENING) {
            CacheManager current = manager.get();
            Cache<?, ?> existing = current.getCache(cacheName);
            Cache<?, ?> found = existing == null ? create(current) : existing;
            cache = found;
            return found;
        }
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
