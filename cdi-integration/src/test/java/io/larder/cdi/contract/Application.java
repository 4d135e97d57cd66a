package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An application of some beans, started anew for each test, with empty caches. */
final class Application implements BeforeEachCallback, AfterEachCallback {

    private final Class<?>[] beanClasses;
    private @Nullable SeContainer container;

    private Application(Class<?>... beanClasses) {
        this.beanClasses = beanClasses;
    }

    static Application of(Class<?>... beanClasses) {
        return new Application(beanClasses);
    }

    /**
     * Starts a container. It looks for archives and extensions as in every application, and finds the extension; the classes of the
     * tests are in no archive, so that only those that are named become beans.
     */
    static SeContainer start(Class<?>... beanClasses) {
        return SeContainerInitializer.newInstance().addBeanClasses(beanClasses).initialize();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Redis.empty(test);
        container = start(beanClasses);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        requireNonNull(container).close();
        Caching.getCachingProvider().close();
    }

    <T> T get(Class<T> type) {
        return requireNonNull(container).select(type).get();
    }

    boolean has(Class<?> type) {
        return requireNonNull(container).select(type).isResolvable();
    }

    static CacheManager caches() {
        return Caching.getCachingProvider().getCacheManager();
    }

    static Cache<Object, Object> cache(String name) {
        return requireNonNull(caches().getCache(name), name);
    }

    static int sizeOf(String cacheName) {
        int size = 0;
        for (Cache.Entry<Object, Object> entry : cache(cacheName)) {
            requireNonNull(entry.getKey());
            size++;
        }
        return size;
    }
}
