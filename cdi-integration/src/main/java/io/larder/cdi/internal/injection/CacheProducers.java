package io.larder.cdi.internal.injection;

import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.inject.Inject;
import java.lang.reflect.Member;
import javax.cache.Cache;

/** Produces caches, of whatever provider. */
@Dependent
public class CacheProducers {

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    CachedMethods methods;

    /** For containers. */
    public CacheProducers() {}

    @Produces
    @Dependent
    @CacheNamed("")
    @SuppressWarnings("unchecked") // as the injection point says
    <K, V> Cache<K, V> cache(InjectionPoint point) {
        return (Cache<K, V>) methods.cache(nameIn(point), userOf(point));
    }

    /** Returns the class that an injection point is in, or this one's for a lookup, which is in none. */
    static Class<?> userOf(InjectionPoint point) {
        Member member = point.getMember();
        return member == null ? CacheProducers.class : member.getDeclaringClass();
    }

    /** Returns the name that an injection point gives. */
    static String nameIn(InjectionPoint point) {
        return point.getQualifiers().stream()
                .filter(CacheNamed.class::isInstance)
                .map(CacheNamed.class::cast)
                .map(CacheNamed::value)
                .findFirst()
                .orElseThrow();
    }
}
