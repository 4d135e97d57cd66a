package io.larder.cdi.internal.resolver;

import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheResolver;

/** Resolves to the cache of one name. Thread-safe. */
final class NamedCacheResolver implements CacheResolver {

    private final NamedCache cache;

    NamedCacheResolver(NamedCache cache) {
        this.cache = cache;
    }

    @Override
    @SuppressWarnings("unchecked") // as the caller says
    public <K, V> Cache<K, V> resolveCache(CacheInvocationContext<? extends Annotation> invocation) {
        return (Cache<K, V>) cache.get();
    }
}
