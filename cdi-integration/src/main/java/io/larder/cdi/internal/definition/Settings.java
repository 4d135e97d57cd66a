package io.larder.cdi.internal.definition;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;

/**
 * What all caching annotations have in common, whichever it is.
 *
 * @param cacheName empty if not given
 * @param factory {@code CacheResolverFactory} itself if not given
 * @param generator {@code CacheKeyGenerator} itself if not given
 */
record Settings(
        String cacheName, Class<? extends CacheResolverFactory> factory, Class<? extends CacheKeyGenerator> generator) {

    static final Settings NONE = new Settings("", CacheResolverFactory.class, CacheKeyGenerator.class);

    static Settings of(Annotation annotation) {
        if (annotation instanceof CacheResult a) {
            return new Settings(a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator());
        } else if (annotation instanceof CachePut a) {
            return new Settings(a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator());
        } else if (annotation instanceof CacheRemove a) {
            return new Settings(a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator());
        } else if (annotation instanceof CacheRemoveAll a) {
            return new Settings(a.cacheName(), a.cacheResolverFactory(), CacheKeyGenerator.class);
        } else if (annotation instanceof CacheDefaults a) {
            return new Settings(a.cacheName(), a.cacheResolverFactory(), a.cacheKeyGenerator());
        }
        throw new IllegalArgumentException("no caching annotation: " + annotation.annotationType());
    }

    /** Returns these, and for what they leave open the defaults. */
    Settings orElse(Settings defaults) {
        return new Settings(
                cacheName.isEmpty() ? defaults.cacheName : cacheName,
                factory == CacheResolverFactory.class ? defaults.factory : factory,
                generator == CacheKeyGenerator.class ? defaults.generator : generator);
    }
}
