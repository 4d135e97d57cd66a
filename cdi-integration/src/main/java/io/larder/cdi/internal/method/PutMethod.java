package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.KeyedInvocation;
import io.larder.cdi.internal.larder.EntryTerms;
import io.larder.cdi.internal.larder.LarderEntries;
import jakarta.interceptor.InvocationContext;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** A method with {@code @CachePut}: one of its parameters goes into the cache. */
final class PutMethod extends KeyedMethod<CachePut> {

    private final ChangeAround around;
    private final @Nullable LarderEntries terms;

    PutMethod(MethodDefinition<CachePut> definition, @Nullable Additions additions, Collaborators collaborators) {
        super(definition, collaborators);
        CachePut annotation = definition.cacheAnnotation();
        this.around = ChangeAround.of(
                definition, annotation.afterInvocation(), annotation.cacheFor(), annotation.noCacheFor());
        this.terms = additions != null && additions.concernEntries()
                ? new LarderEntries(definition.displayName(), EntryTerms.of(additions, definition))
                : null;
    }

    @Override
    @Nullable
    Object invoke(InvocationContext call) throws Exception {
        KeyedInvocation<CachePut> invocation = new KeyedInvocation<>(definition(), call);
        return around.invoke(call, () -> put(invocation));
    }

    private Runnable put(KeyedInvocation<CachePut> invocation) {
        Cache<Object, Object> cache = cacheFor(invocation);
        GeneratedCacheKey key = keyOf(invocation);
        CacheInvocationParameter parameter =
                Objects.requireNonNull(invocation.getValueParameter(), "read at deployment");
        Object value = parameter.getValue();
        LarderEntries own = terms;
        return own == null ? () -> cache.put(key, value) : () -> own.put(cache, key, invocation.arguments(), value);
    }
}
