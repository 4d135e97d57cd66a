package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.error.AnnotationErrors;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** An annotated method of a bean, ready to be called. Thread-safe. */
abstract class CachedMethod<A extends Annotation> {

    private final MethodDefinition<A> definition;
    private final Once<CacheResolver> resolver;

    CachedMethod(MethodDefinition<A> definition, Collaborators collaborators) {
        this.definition = definition;
        this.resolver = new Once<>(() -> resolverOf(collaborators.factoryOf(definition)));
    }

    private CacheResolver resolverOf(CacheResolverFactory factory) {
        return required(factory.getCacheResolver(definition), factory);
    }

    @SuppressWarnings("unchecked") // by the kind of the annotation
    static CachedMethod<?> of(
            MethodDefinition<?> definition, @Nullable Additions additions, Collaborators collaborators) {
        Annotation annotation = definition.cacheAnnotation();
        if (annotation instanceof CacheResult) {
            return new ResultMethod((MethodDefinition<CacheResult>) definition, additions, collaborators);
        } else if (annotation instanceof CachePut) {
            return new PutMethod((MethodDefinition<CachePut>) definition, additions, collaborators);
        } else if (annotation instanceof CacheRemove) {
            return new RemoveMethod((MethodDefinition<CacheRemove>) definition, collaborators);
        }
        return new RemoveAllMethod((MethodDefinition<CacheRemoveAll>) definition, collaborators);
    }

    final MethodDefinition<A> definition() {
        return definition;
    }

    /** Does what the annotation says, the call of the method itself included. */
    abstract @Nullable Object invoke(InvocationContext call) throws Exception;

    final Cache<Object, Object> cacheFor(CacheInvocationContext<A> invocation) {
        return resolved(resolver.get(), invocation);
    }

    final Cache<Object, Object> resolved(CacheResolver chosen, CacheInvocationContext<A> invocation) {
        return required(chosen.resolveCache(invocation), chosen);
    }

    /** Returns what the application's code returned, unless that is nothing. */
    final <T> T required(@Nullable T returned, Object culprit) {
        if (returned == null) {
            throw AnnotationErrors.nullFrom(definition.displayName(), culprit.getClass());
        }
        return returned;
    }
}
