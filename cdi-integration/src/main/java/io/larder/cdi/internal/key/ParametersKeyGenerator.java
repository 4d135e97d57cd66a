package io.larder.cdi.internal.key;

import java.lang.annotation.Annotation;
import javax.cache.annotation.CacheInvocationParameter;
import javax.cache.annotation.CacheKeyGenerator;
import javax.cache.annotation.CacheKeyInvocationContext;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/** The default key generator. Stateless. */
public final class ParametersKeyGenerator implements CacheKeyGenerator {

    /** An invocation that has the values of its key parameters at hand, without an object around each. */
    public interface KeyValues {

        /** Returns the values of the key parameters, in an array of its own. */
        @Nullable
        Object[] keyValues();
    }

    @Override
    public GeneratedCacheKey generateCacheKey(CacheKeyInvocationContext<? extends Annotation> invocation) {
        return new ParametersKey(
                invocation instanceof KeyValues direct ? direct.keyValues() : values(invocation.getKeyParameters()));
    }

    private static @Nullable Object[] values(CacheInvocationParameter[] parameters) {
        @Nullable Object[] values = new @Nullable Object[parameters.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parameters[i].getValue();
        }
        return values;
    }
}
