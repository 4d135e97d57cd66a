package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.Invocation;
import jakarta.interceptor.InvocationContext;
import javax.cache.annotation.CacheRemoveAll;
import org.jspecify.annotations.Nullable;

/** A method with {@code @CacheRemoveAll}: all entries go out of the cache. */
final class RemoveAllMethod extends CachedMethod<CacheRemoveAll> {

    private final ChangeAround around;

    RemoveAllMethod(MethodDefinition<CacheRemoveAll> definition, Collaborators collaborators) {
        super(definition, collaborators);
        CacheRemoveAll annotation = definition.cacheAnnotation();
        this.around = ChangeAround.of(
                definition, annotation.afterInvocation(), annotation.evictFor(), annotation.noEvictFor());
    }

    @Override
    @Nullable
    Object invoke(InvocationContext call) throws Exception {
        Invocation<CacheRemoveAll> invocation = new Invocation<>(definition(), call);
        return around.invoke(call, () -> cacheFor(invocation)::removeAll);
    }
}
