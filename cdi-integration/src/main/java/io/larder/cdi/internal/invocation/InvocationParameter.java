package io.larder.cdi.internal.invocation;

import io.larder.cdi.internal.definition.ParameterDefinition;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/**
 * A parameter and its value.
 *
 * @param definition what is known without the call
 * @param value the value in this call
 */
record InvocationParameter(
        ParameterDefinition definition, @Nullable Object value) implements CacheInvocationParameter {

    @Override
    public Class<?> getRawType() {
        return definition.rawType();
    }

    @Override
    public @Nullable Object getValue() {
        return value;
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return definition.annotations();
    }

    @Override
    public int getParameterPosition() {
        return definition.position();
    }
}
