package io.larder.cdi.internal.invocation;

import io.larder.cdi.internal.definition.MethodDefinition;
import io.larder.cdi.internal.definition.ParameterDefinition;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheInvocationContext;
import javax.cache.annotation.CacheInvocationParameter;
import org.jspecify.annotations.Nullable;

/** One call of a method. Its parameters are those that the call had when it came to the caching interceptor. */
public class Invocation<A extends Annotation> implements CacheInvocationContext<A> {

    private final MethodDefinition<A> definition;
    private final InvocationContext call;
    private final @Nullable Object[] arguments;

    /**
     * Wraps a call.
     *
     * @param definition of the method that is called
     * @param call the call
     */
    public Invocation(MethodDefinition<A> definition, InvocationContext call) {
        this.definition = definition;
        this.call = call;
        this.arguments = call.getParameters();
    }

    final MethodDefinition<A> definition() {
        return definition;
    }

    /** Returns what the method is called with; nobody changes it. */
    public final @Nullable Object[] arguments() {
        return arguments;
    }

    final @Nullable Object value(ParameterDefinition parameter) {
        return arguments[parameter.position()];
    }

    final InvocationParameter parameter(ParameterDefinition parameter) {
        return new InvocationParameter(parameter, value(parameter));
    }

    final CacheInvocationParameter[] parameters(List<ParameterDefinition> parameters) {
        return parameters.stream().map(this::parameter).toArray(CacheInvocationParameter[]::new);
    }

    @Override
    public Object getTarget() {
        return call.getTarget();
    }

    @Override
    public CacheInvocationParameter[] getAllParameters() {
        return parameters(definition.parameters().all());
    }

    /**
     * Returns this call, or the interceptor's view of it.
     *
     * @throws IllegalArgumentException if it is neither
     */
    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        if (type.isInstance(call)) {
            return type.cast(call);
        }
        throw new IllegalArgumentException(
                "An invocation unwraps to " + InvocationContext.class.getName() + ", not to " + type.getName());
    }

    @Override
    public Method getMethod() {
        return definition.method();
    }

    @Override
    public Set<Annotation> getAnnotations() {
        return definition.annotations();
    }

    @Override
    public A getCacheAnnotation() {
        return definition.cacheAnnotation();
    }

    @Override
    public String getCacheName() {
        return definition.cacheName();
    }
}
