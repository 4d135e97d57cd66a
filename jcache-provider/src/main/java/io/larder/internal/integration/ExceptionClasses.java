package io.larder.internal.integration;

import io.larder.internal.error.ConfigurationErrors;
import java.util.List;

/** Classes of exceptions that are configured by their names. */
public final class ExceptionClasses {

    private ExceptionClasses() {}

    /**
     * Checks that each is a class of exceptions.
     *
     * @param loader where to look
     * @throws javax.cache.CacheException if one is not, or is not there
     */
    public static void check(List<String> names, ClassLoader loader) {
        for (String name : names) {
            if (!Throwable.class.isAssignableFrom(find(name, loader))) {
                throw ConfigurationErrors.noException(name, null);
            }
        }
    }

    private static Class<?> find(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw ConfigurationErrors.noException(name, e);
        }
    }
}
