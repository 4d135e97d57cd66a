package io.larder.internal.codec;

/**
 * The classes of one class loader that the filter allows. Finding a class neither initialises it nor looks anywhere else
 * than in the loader. Thread-safe.
 */
record AllowedClasses(ClassLoader loader, ClassFilter filter) {

    /**
     * Returns the class of a name.
     *
     * @throws ClassNotFoundException if the loader has none
     * @throws javax.cache.CacheException if the filter refuses it
     */
    Class<?> find(String name) throws ClassNotFoundException {
        return filter.require(Class.forName(name, false, loader));
    }
}
