package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.ExceptionFilter;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.KeyedInvocation;
import io.larder.cdi.internal.larder.EntryTerms;
import io.larder.cdi.internal.larder.LarderEntries;
import jakarta.interceptor.InvocationContext;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.annotation.CacheResolver;
import javax.cache.annotation.CacheResolverFactory;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * A method with {@code @CacheResult}: called only if the cache has neither its result nor its exception. With a cache of Larder's
 * it is called once for all who want the same result at the same time.
 */
final class ResultMethod extends KeyedMethod<CacheResult> {

    private final boolean skipGet;
    private final boolean asynchronous;
    private final @Nullable ExceptionCache exceptions;
    private final @Nullable LarderEntries larder;
    private final boolean needsLarder;

    ResultMethod(MethodDefinition<CacheResult> definition, @Nullable Additions additions, Collaborators collaborators) {
        super(definition, collaborators);
        CacheResult annotation = definition.cacheAnnotation();
        this.skipGet = annotation.skipGet();
        this.asynchronous = definition.isAsynchronous();
        this.exceptions = annotation.exceptionCacheName().isEmpty() ? null : new ExceptionCache(collaborators);
        this.needsLarder = additions != null && additions.concernEntries();
        this.larder = collaborators.larder() == null ? null : larderEntries(definition, additions);
    }

    private static LarderEntries larderEntries(MethodDefinition<?> definition, @Nullable Additions additions) {
        return new LarderEntries(
                definition.displayName(), additions == null ? EntryTerms.NONE : EntryTerms.of(additions, definition));
    }

    @Override
    @Nullable
    Object invoke(InvocationContext call) throws Exception {
        KeyedInvocation<CacheResult> invocation = new KeyedInvocation<>(definition(), call);
        Cache<Object, Object> cache = cacheFor(invocation);
        GeneratedCacheKey key = keyOf(invocation);
        LarderEntries own = larder == null || !(needsLarder || LarderEntries.areIn(cache)) ? null : larder;
        if (own != null && !skipGet) {
            ExceptionCache failures = exceptions;
            Callable<@Nullable Object> method =
                    failures == null ? call::proceed : () -> failures.call(call, invocation, key);
            return asynchronous
                    ? own.getLater(cache, key, invocation.arguments(), method)
                    : own.get(cache, key, invocation.arguments(), method);
        }
        Object cached = skipGet ? null : cache.get(key);
        if (cached != null) {
            return asynchronous ? CompletableFuture.completedFuture(cached) : cached;
        }
        Consumer<@Nullable Object> results = own == null
                ? value -> put(cache, key, value)
                : value -> put(own, cache, key, invocation.arguments(), value);
        return exceptions == null
                ? Outcome.of(call, asynchronous, results, exception -> {})
                : exceptions.invoke(call, invocation, results, key);
    }

    /** No cache holds nulls, so a method that returns null is called again. */
    private static void put(Cache<Object, Object> cache, GeneratedCacheKey key, @Nullable Object value) {
        if (value != null) {
            cache.put(key, value);
        }
    }

    private static void put(
            LarderEntries larder,
            Cache<Object, Object> cache,
            GeneratedCacheKey key,
            @Nullable Object[] arguments,
            @Nullable Object value) {
        if (value != null) {
            larder.put(cache, key, arguments, value);
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

        /** Calls the method, unless its exception is cached, and leaves its result to the caller. */
        @Nullable
        Object call(InvocationContext call, KeyedInvocation<CacheResult> invocation, GeneratedCacheKey key)
                throws Exception {
            return invoke(call, invocation, value -> {}, key);
        }

        @Nullable
        Object invoke(
                InvocationContext call,
                KeyedInvocation<CacheResult> invocation,
                Consumer<@Nullable Object> results,
                GeneratedCacheKey key)
                throws Exception {
            Cache<Object, Object> cache = resolved(resolver.get(), invocation);
            Object cached = skipGet ? null : cache.get(key);
            if (cached instanceof Throwable exception) {
                return asynchronous ? CompletableFuture.failedFuture(exception) : thrown(exception);
            }
            return Outcome.of(call, asynchronous, results, exception -> {
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
