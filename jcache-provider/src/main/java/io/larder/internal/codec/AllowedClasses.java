package io.larder.internal.codec;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The classes of one class loader that the filter allows. Finding a class neither initialises it nor looks anywhere else
 * than in the loader. Thread-safe. Whoever uses it keeps the loader alive: a closed cache that somebody still refers to
 * shall not.
 */
final class AllowedClasses {

    private final WeakReference<ClassLoader> loader;
    private final ClassFilter filter;

    /** What was found and allowed before, for the JVM looks a class up much slower than a map; none once it is closed. */
    private volatile @Nullable Map<String, Class<?>> known = new ConcurrentHashMap<>();

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
        Map<String, Class<?>> found = known;
        Class<?> type = found == null ? null : found.get(name);
        if (type == null) {
            type = filter.require(Class.forName(name, false, loader()));
            if (found != null) {
                found.put(name, type);
            }
        }
        return type;
    }

    /** Lets go of every class, for good. */
    void forget() {
        known = null;
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
