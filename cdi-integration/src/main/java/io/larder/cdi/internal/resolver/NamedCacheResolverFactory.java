package io.larder.cdi.internal.resolver;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/** The default resolver factory: caches are found by their names. Thread-safe. */
public final class NamedCacheResolverFactory implements CacheResolverFactory {

    private final DefaultManager manager;

    /**
     * Creates one.
     *
     * @param manager where the caches are
     */
    public NamedCacheResolverFactory(DefaultManager manager) {
        this.manager = manager;
    }

    @Override
    public CacheResolver getCacheResolver(CacheMethodDetails<? extends Annotation> method) {
        return new NamedCacheResolver(new NamedCache(manager, method.getCacheName()));
    }

    @Override
    public CacheResolver getExceptionCacheResolver(CacheMethodDetails<CacheResult> method) {
        return new NamedCacheResolver(
                new NamedCache(manager, method.getCacheAnnotation().exceptionCacheName()));
    }
}
