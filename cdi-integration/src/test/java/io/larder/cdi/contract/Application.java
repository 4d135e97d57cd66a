package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.se.SeContainer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An application of some beans, started for each test, with empty caches; a server starts it once for all of them. */
final class Application implements BeforeEachCallback, AfterEachCallback {

    private final Class<?>[] beanClasses;
    private final Host host = Host.find();

    private Application(Class<?>... beanClasses) {
        this.beanClasses = beanClasses;
    }

    static Application of(Class<?>... beanClasses) {
        return new Application(beanClasses);
    }

    /** Starts a container in this JVM. */
    static SeContainer start(Class<?>... beanClasses) {
        return StandaloneHost.open(beanClasses);
    }

    /** Starts a container that is expected to fail. */
    static SeContainer startInVain(Class<?>... beanClasses) {
        return StandaloneHost.openInVain(beanClasses);
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        Redis.empty(test);
        Calls.reset();
        host.start(beanClasses);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        caches().getCacheNames().forEach(caches()::destroyCache); // before the manager is closed with the application
        host.stop();
    }

    <T> T get(Class<T> type) {
        return host.select(type).get();
    }

    boolean has(Class<?> type) {
        return host.select(type).isResolvable();
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
