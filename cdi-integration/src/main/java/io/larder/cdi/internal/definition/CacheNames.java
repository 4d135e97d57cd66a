package io.larder.cdi.internal.definition;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The name of the cache of a method for which none is given. */
final class CacheNames {

    private CacheNames() {}

    /**
     * Returns {@code package.Class.method(package.Type,package.Type)}. The class is the one that declares the method:
     * those that containers generate have other names in every container.
     */
    static String of(Method method) {
        return method.getDeclaringClass().getName()
                + '.'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getName)
                        .collect(Collectors.joining(",", "(", ")"));
    }
}
