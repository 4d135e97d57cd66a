package io.larder.cdi.internal.injection;

import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.internal.resolver.NamedCache;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import javax.cache.Cache;

/** Produces caches, of whatever provider. */
@Dependent
public class CacheProducers {

    @Inject
    @Any
    @SuppressWarnings("NullAway.Init") // by the container
    Instance<Object> beans;

    /** For containers. */
    public CacheProducers() {}

    @Produces
    @Dependent
    @CacheNamed("")
    @SuppressWarnings("unchecked") // as the injection point says
    <K, V> Cache<K, V> cache(InjectionPoint point) {
        return (Cache<K, V>) NamedCache.wantedBy(point, beans).get();
    }
}
