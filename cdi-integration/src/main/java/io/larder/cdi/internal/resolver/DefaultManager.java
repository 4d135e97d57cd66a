package io.larder.cdi.internal.resolver;

import io.larder.cdi.internal.error.AnnotationErrors;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * The default cache manager: the application's bean of that type or, without such a bean, the default one of the JCache
 * provider. A bean is closed by whoever made it; that of the provider ends with the application, where the application
 * has a class loader of its own, as on a server. Thread-safe.
 */
public final class DefaultManager {

    /** The class of Larder's provider, as META-INF/services names it: the one that takes its settings from MicroProfile Config, too. */
    public static final String LARDER = "io.larder.spi.LarderCachingProvider";

    private final Instance<CacheManager> beans;
    private final Instance<CacheManager> ownBeans;

    /** Several where applications share this: the WARs of an EAR have one each, as they have their own class loaders. */
    private final Set<CacheManager> opened = ConcurrentHashMap.newKeySet();

    /**
     * Creates it; looks nothing up yet.
     *
     * @param beans all beans
     */
    public DefaultManager(Instance<Object> beans) {
        this.beans = beans.select(CacheManager.class, Default.Literal.INSTANCE);
        this.ownBeans = beans.select(CacheManager.class, OfProvider.Literal.INSTANCE);
    }

    /** Whether nobody can tell which bean is meant. */
    public boolean isAmbiguous() {
        return beans.isAmbiguous();
    }

    /** Whether there is a bean, of the application's. */
    private boolean isBean() {
        return beans.isResolvable() && ownBeans.isUnsatisfied();
    }

    /**
     * Returns it.
     *
     * @throws CacheException if there is none
     */
    public CacheManager get() {
        return isBean() ? beans.get() : ofProvider();
    }

    /**
     * Returns the provider's.
     *
     * @throws CacheException if there is none
     */
    public CacheManager ofProvider() {
        try {
            CachingProvider provider = Caching.getCachingProvider();
            Properties settings = provider.getClass().getName().equals(LARDER) ? settings() : new Properties();
            CacheManager manager = settings.isEmpty()
                    ? provider.getCacheManager()
                    : provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader(), settings);
            if (opened.add(manager)) {
                opened.removeIf(CacheManager::isClosed);
            }
            return manager;
        } catch (CacheException e) {
            throw AnnotationErrors.noDefaultManager(e);
        }
    }

    /** Closes the provider's managers, those that were used, and if nothing can use them any more. */
    public void close() {
        opened.stream()
                .filter(manager -> manager.getClassLoader() != ClassLoader.getSystemClassLoader())
                .forEach(CacheManager::close);
    }

    /**
     * Returns the class of the provider that the default manager will come from, or nothing if a bean is the manager or if
     * there is no provider to be had. Opens no manager.
     */
    public Optional<String> providerClass() {
        if (isBean() || isAmbiguous()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Caching.getCachingProvider().getClass().getName());
        } catch (CacheException e) {
            return Optional.empty();
        }
    }

    private static Properties settings() {
        try {
            return MicroProfileSettings.read();
        } catch (NoClassDefFoundError e) { // MicroProfile Config is not there
            return new Properties();
        }
    }
}
