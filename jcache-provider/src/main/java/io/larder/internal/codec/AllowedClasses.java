package io.larder.internal.codec;

import java.lang.ref.WeakReference;

/**
 * The classes of one class loader that the filter allows. Finding a class neither initialises it nor looks anywhere else
 * than in the loader. Thread-safe. Whoever uses it keeps the loader alive: a closed cache that somebody still refers to
 * shall not.
 */
final class AllowedClasses {

    private final WeakReference<ClassLoader> loader;
    private final ClassFilter filter;

    AllowedClasses(ClassLoader loader, ClassFilter filter) {
        this.loader = new WeakReference<>(loader);
        this.filter = filter;
    }

    /**
     * Returns the class of a name.
     *
     * @throws ClassNotFoundException if the loader has none
     * @throws javax.cache.CacheException if the filter refuses it
     */
    Class<?> find(String name) throws ClassNotFoundException {
        return filter.require(Class.forName(name, false, loader()));
    }

    ClassLoader loader() {
        ClassLoader alive = loader.get();
        if (alive == null) {
            throw new IllegalStateException("the class loader of the cache is gone");
        }
        return alive;
    }

    ClassFilter filter() {
        return filter;
    }
}
