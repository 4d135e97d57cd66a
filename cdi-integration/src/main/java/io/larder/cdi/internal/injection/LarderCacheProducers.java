package io.larder.cdi.internal.injection;

import io.larder.LarderCache;
import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import javax.cache.Cache;

/** Produces caches with all that Larder's can do. */
@Dependent
public class LarderCacheProducers {

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    CachedMethods methods;

    /** For containers. */
    public LarderCacheProducers() {}

    @Produces
    @Dependent
    @CacheNamed("")
    @Typed(LarderCache.class) // a Cache is produced for any provider
    @SuppressWarnings("unchecked") // as the injection point says
    <K, V> LarderCache<K, V> cache(InjectionPoint point) {
        Cache<?, ?> cache = methods.cache(CacheProducers.nameIn(point), CacheProducers.userOf(point));
        if (cache instanceof LarderCache<?, ?> larders) {
            return (LarderCache<K, V>) larders;
        }
        throw LarderErrors.notLarders(String.valueOf(point.getMember()), cache);
    }
}
