package io.larder.cdi.internal.key;

import java.io.Serial;
import java.lang.reflect.Array;
import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The default key: the values of a method's key parameters, compared by {@code Arrays.deepEquals}. Immutable as far as
 * the values are; arrays are copied.
 *
 * <p>The name of this class and its one field are part of keys in remote caches: another name is another key. It has no
 * {@code readObject}, so that providers which do not need Java's serialization for their keys do not use it: that is slower,
 * and its caches hold on to the class, and so to the application, until somebody uses it again.
 */
public final class ParametersKey implements GeneratedCacheKey {

    @Serial
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // as serializable as what the method is called with
    private final @Nullable Object[] parameters;

    /** Not written: that of an enum differs in every JVM. Zero until it is asked for. */
    private transient int hash;

    ParametersKey(@Nullable Object[] parameters) {
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = copied(parameters[i]);
        }
        this.parameters = parameters;
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        System.arraycopy(value, 0, copy, 0, length);
        if (copy instanceof Object[] elements) {
            for (int i = 0; i < length; i++) {
                elements[i] = copied(elements[i]);
            }
        }
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParametersKey key
                && hashCode() == key.hashCode()
                && Arrays.deepEquals(parameters, key.parameters);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.deepHashCode(parameters);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(parameters);
    }
}
