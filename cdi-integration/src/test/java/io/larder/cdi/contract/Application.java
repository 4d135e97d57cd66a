package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
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

    /** Starts a container; the extension is found as in every application, by its jar. */
    static SeContainer start(Class<?>... beanClasses) {
        return initializer(beanClasses).initialize();
    }

    /**
     * Starts a container that is expected to fail, with a class loader of its own: OpenWebBeans keeps one container per
     * class loader, and does not forget one that failed.
     */
    static SeContainer startInVain(Class<?>... beanClasses) {
        return initializer(beanClasses)
                .setClassLoader(new URLClassLoader(new URL[0], Application.class.getClassLoader()))
                .initialize();
    }

    /** Only classes that are named are to become beans, and that takes another setting in each container. */
    private static SeContainerInitializer initializer(Class<?>... beanClasses) {
        SeContainerInitializer initializer =
                SeContainerInitializer.newInstance().addBeanClasses(beanClasses);
        boolean isWeld = initializer.getClass().getName().startsWith("org.jboss.weld.");
        // Weld looks only into archives with a beans.xml, and for extensions only where it looks for beans.
        return isWeld ? initializer : initializer.disableDiscovery();
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Redis.empty(test);
        container = start(beanClasses);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        requireNonNull(container).close();
        caches().getCacheNames().forEach(caches()::destroyCache);
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
