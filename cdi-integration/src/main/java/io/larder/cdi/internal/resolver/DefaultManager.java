package io.larder.cdi.internal.resolver;

import io.larder.cdi.internal.error.AnnotationErrors;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;

/**
 * The default cache manager: the application's bean of that type or, without such a bean, the default one of the JCache
 * provider. A bean is closed by whoever made it; that of the provider ends with the application, where the application
 * has a class loader of its own, as on a server. Thread-safe.
 */
public final class DefaultManager {

    private final Instance<CacheManager> beans;
    private volatile @Nullable CacheManager opened;

    /**
     * Creates it; looks nothing up yet.
     *
     * @param beans all beans
     */
    public DefaultManager(Instance<Object> beans) {
        this.beans = beans.select(CacheManager.class, Default.Literal.INSTANCE);
    }

    /** Whether nobody can tell which bean is meant. */
    public boolean isAmbiguous() {
        return beans.isAmbiguous();
    }

    /**
     * Returns it.
     *
     * @throws CacheException if there is none
     */
    public CacheManager get() {
        return beans.isResolvable() ? beans.get() : open();
    }

    private CacheManager open() {
        CacheManager manager = ofProvider();
        opened = manager;
        return manager;
    }

    /** Closes the provider's manager, if it was used, and if nothing can use it any more. */
    public void close() {
        CacheManager manager = opened;
        if (manager != null && manager.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            manager.close();
        }
    }

    /**
     * Returns the class of the provider that the default manager will come from, or nothing if a bean is the manager or if
     * there is no provider to be had. Opens no manager.
     */
    public Optional<String> providerClass() {
        if (!beans.isUnsatisfied()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Caching.getCachingProvider().getClass().getName());
        } catch (CacheException e) {
            return Optional.empty();
        }
    }

    private static CacheManager ofProvider() {
        try {
            return Caching.getCachingProvider().getCacheManager();
        } catch (CacheException e) {
            throw AnnotationErrors.noDefaultManager(e);
        }
    }
}
