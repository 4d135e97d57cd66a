package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.KeyedInvocation;
import jakarta.interceptor.InvocationContext;
import javax.cache.Cache;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** A method with {@code @CacheRemove}: one entry goes out of the cache. */
final class RemoveMethod extends KeyedMethod<CacheRemove> {

    private final ChangeAround around;

    RemoveMethod(MethodDefinition<CacheRemove> definition, Collaborators collaborators) {
        super(definition, collaborators);
        CacheRemove annotation = definition.cacheAnnotation();
        this.around = ChangeAround.of(
                definition, annotation.afterInvocation(), annotation.evictFor(), annotation.noEvictFor());
    }

    @Override
    @Nullable
    Object invoke(InvocationContext call) throws Exception {
        KeyedInvocation<CacheRemove> invocation = new KeyedInvocation<>(definition(), call);
        return around.invoke(call, () -> remove(invocation));
    }

    private Runnable remove(KeyedInvocation<CacheRemove> invocation) {
        Cache<Object, Object> cache = cacheFor(invocation);
        GeneratedCacheKey key = keyOf(invocation);
        return () -> cache.remove(key);
    }
}
