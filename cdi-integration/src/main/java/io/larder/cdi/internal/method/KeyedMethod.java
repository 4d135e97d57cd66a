package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.invocation.KeyedInvocation;
import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.GeneratedCacheKey;

/** A method that has to do with one entry. Thread-safe. */
abstract class KeyedMethod<A extends Annotation> extends CachedMethod<A> {

    private final Once<CacheKeyGenerator> generator;

    KeyedMethod(MethodDefinition<A> definition, Collaborators collaborators) {
        super(definition, collaborators);
        this.generator = new Once<>(() -> collaborators.generatorOf(definition));
    }

    final GeneratedCacheKey keyOf(KeyedInvocation<A> invocation) {
        CacheKeyGenerator chosen = generator.get();
        return required(chosen.generateCacheKey(invocation), chosen);
    }
}
