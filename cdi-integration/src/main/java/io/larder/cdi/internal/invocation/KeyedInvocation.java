package io.larder.cdi.internal.invocation;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.definition.ParameterDefinition;
import io.larder.cdi.internal.key.ParametersKeyGenerator.KeyValues;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyInvocationContext;
import org.jspecify.annotations.Nullable;

/** One call of a method that reads, puts or removes one entry. */
public final class KeyedInvocation<A extends Annotation> extends Invocation<A>
        implements CacheKeyInvocationContext<A>, KeyValues {

    /**
     * Wraps a call.
     *
     * @param definition of the method that is called
     * @param call the call
     */
    public KeyedInvocation(MethodDefinition<A> definition, InvocationContext call) {
        super(definition, call);
    }

    @Override
    public CacheInvocationParameter[] getKeyParameters() {
        return parameters(definition().parameters().keys());
    }

    @Override
    public @Nullable CacheInvocationParameter getValueParameter() {
        return definition().parameters().value().map(this::parameter).orElse(null);
    }

    @Override
    public @Nullable Object[] keyValues() {
        List<ParameterDefinition> keys = definition().parameters().keys();
        @Nullable Object[] values = new @Nullable Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(keys.get(i));
        }
        return values;
    }
}
