package io.larder.cdi.internal.definition;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheMethodDetails;
import javax.cache.annotation.CacheResolverFactory;

/**
 * All that is known about an annotated method before it is called. Immutable.
 *
 * @param method the method
 * @param cacheAnnotation the caching annotation that applies to it: its own, or that of the class
 * @param annotations all annotations of the method
 * @param cacheName the name of its cache
 * @param parameters its parameters
 * @param generator what makes its keys; {@code CacheKeyGenerator} itself stands for the default
 * @param factory what finds its cache; {@code CacheResolverFactory} itself stands for the default
 */
public record MethodDefinition<A extends Annotation>(
        Method method,
        A cacheAnnotation,
        Set<Annotation> annotations,
        String cacheName,
        Parameters parameters,
        Class<? extends CacheKeyGenerator> generator,
        Class<? extends CacheResolverFactory> factory)
        implements CacheMethodDetails<A> {

    static <A extends Annotation> MethodDefinition<A> of(Method method, A annotation, Settings defaults) {
        Settings settings = Settings.of(annotation).orElse(defaults);
        return new MethodDefinition<>(
                method,
                annotation,
                Set.of(method.getAnnotations()),
                settings.cacheName().isEmpty() ? CacheNames.of(method) : settings.cacheName(),
                Parameters.of(method),
                settings.generator(),
                settings.factory());
    }

    /** Returns the method's name in messages. */
    public String displayName() {
        return CacheNames.of(method);
    }

    /** Whether the value that the method promises comes later. */
    public boolean isAsynchronous() {
        return isAsynchronous(method.getReturnType());
    }

    static boolean isAsynchronous(Class<?> returnType) {
        return returnType == CompletionStage.class || returnType == CompletableFuture.class;
    }

    @Override
    public Method getMethod() {
        return method;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return annotations;
    }

    @Override
    public A getCacheAnnotation() {
        return cacheAnnotation;
    }

    @Override
    public String getCacheName() {
        return cacheName;
    }
}
