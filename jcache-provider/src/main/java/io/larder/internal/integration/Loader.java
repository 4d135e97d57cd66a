package io.larder.internal.integration;

import io.larder.internal.error.LoadErrors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The cache loader of one cache. Loads in the calling thread; thread-safe as far as the loader is.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class Loader<K, V> {

    private final CacheLoader<K, V> loader;
    private final boolean readThrough;

    /**
     * Wraps a loader.
     *
     * @param readThrough whether reads of absent entries load
     */
    public Loader(CacheLoader<K, V> loader, boolean readThrough) {
        this.loader = loader;
        this.readThrough = readThrough;
    }

    /** Returns whether reads of absent entries load. */
    public boolean isReadThrough() {
        return readThrough;
    }

    /**
     * Loads one value.
     *
     * @return the value, {@code null} if there is none
     * @throws CacheLoaderException whatever the loader threw
     */
    public @Nullable V load(K key) {
        return calling(() -> loader.load(key));
    }

    /**
     * Loads values.
     *
     * @return the values that there are; what the loader did not return, or returned as {@code null}, is left out
     * @throws CacheLoaderException whatever the loader threw
     */
    public Map<K, V> loadAll(Set<? extends K> keys) {
        Map<K, V> loaded = calling(() -> loader.loadAll(keys));
        Map<K, V> present = new LinkedHashMap<>();
        if (loaded != null) {
            for (K key : keys) {
                V value = loaded.get(key);
                if (value != null) {
                    present.put(key, value);
                }
            }
        }
        return present;
    }

    /**
     * Loads one value by a function that the application gave for this call.
     *
     * @return the value, {@code null} if there is none
     * @throws CacheLoaderException whatever the function threw
     */
    public static <K, V> @Nullable V calling(Function<? super K, ? extends @Nullable V> function, K key) {
        try {
            return function.apply(key);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** Returns what callers learn of the failure of such a function. */
    public static CacheLoaderException failure(Exception thrown) {
        return thrown instanceof CacheLoaderException own ? own : LoadErrors.functionFailed(thrown);
    }

    private static <T> @Nullable T calling(Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (CacheLoaderException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheLoaderException(
                    "The cache loader failed with " + e.getClass().getName(), e);
        }
    }
}
