package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.ExceptionFilter;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.KeyedInvocation;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.CompletableFuture;
import javax.cache.Cache;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** A method with {@code @CacheResult}: called only if the cache has neither its result nor its exception. */
final class ResultMethod extends KeyedMethod<CacheResult> {

    private final boolean skipGet;
    private final boolean asynchronous;
    private final @Nullable ExceptionCache exceptions;

    ResultMethod(MethodDefinition<CacheResult> definition, Collaborators collaborators) {
        super(definition, collaborators);
        CacheResult annotation = definition.cacheAnnotation();
        this.skipGet = annotation.skipGet();
        this.asynchronous = definition.isAsynchronous();
        this.exceptions = annotation.exceptionCacheName().isEmpty() ? null : new ExceptionCache(collaborators);
    }

    @Override
    @Nullable
    Object invoke(InvocationContext call) throws Exception {
        KeyedInvocation<CacheResult> invocation = new KeyedInvocation<>(definition(), call);
        Cache<Object, Object> cache = cacheFor(invocation);
        GeneratedCacheKey key = keyOf(invocation);
        Object cached = skipGet ? null : cache.get(key);
        if (cached != null) {
            return asynchronous ? CompletableFuture.completedFuture(cached) : cached;
        }
        return exceptions == null
                ? Outcome.of(call, asynchronous, value -> put(cache, key, value), exception -> {})
                : exceptions.invoke(call, invocation, cache, key);
    }

    /** No cache holds nulls, so a method that returns null is called again. */
    private static void put(Cache<Object, Object> cache, GeneratedCacheKey key, @Nullable Object value) {
        if (value != null) {
            cache.put(key, value);
        }
    }

    /** The other cache, for what the method throws. */
    private final class ExceptionCache {

        private final Once<CacheResolver> resolver;
        private final ExceptionFilter filter = ExceptionFilter.allUnless(
                definition().cacheAnnotation().cachedExceptions(),
                definition().cacheAnnotation().nonCachedExceptions());

        ExceptionCache(Collaborators collaborators) {
            this.resolver = new Once<>(() -> {
                CacheResolverFactory factory = collaborators.factoryOf(definition());
                return required(factory.getExceptionCacheResolver(definition()), factory);
            });
        }

        @Nullable
        Object invoke(
                InvocationContext call,
                KeyedInvocation<CacheResult> invocation,
                Cache<Object, Object> results,
                GeneratedCacheKey key)
                throws Exception {
            Cache<Object, Object> cache = resolved(resolver.get(), invocation);
            Object cached = skipGet ? null : cache.get(key);
            if (cached instanceof Throwable exception) {
                return asynchronous ? CompletableFuture.failedFuture(exception) : thrown(exception);
            }
            return Outcome.of(call, asynchronous, value -> put(results, key, value), exception -> {
                if (filter.includes(exception)) {
                    cache.put(key, exception);
                }
            });
        }
    }

    /** Throws whatever it is, as the method itself did. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> Object thrown(Throwable exception) throws T {
        throw (T) exception;
    }
}
