package io.larder.cdi.internal.larder;

import io.larder.LarderCache;
import io.larder.cdi.internal.error.LarderErrors;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Reads and writes entries of Larder's caches for one method, on that method's terms. Thread-safe. */
public final class LarderEntries {

    /** After so many failures elsewhere the method is called for this caller alone. */
    static final int JOINED_LOADS = 2;

    private final String place;
    private final EntryTerms terms;

    /**
     * Creates it.
     *
     * @param place the method, for messages
     */
    public LarderEntries(String place, EntryTerms terms) {
        this.place = place;
        this.terms = terms;
    }

    /** Returns whether a cache is one of Larder's. */
    public static boolean areIn(Cache<?, ?> cache) {
        return cache instanceof LarderCache;
    }

    /**
     * Returns the value of an entry or, if there is none, what the method returns: called once for all callers of all JVMs
     * who want it at the same time.
     *
     * @param method calls the method
     * @throws Exception what the method throws: to its caller, and to those in this JVM who waited for it
     */
    public @Nullable Object get(
            Cache<Object, Object> cache, Object key, @Nullable Object[] arguments, Callable<@Nullable Object> method)
            throws Exception {
        LarderCache<Object, Object> entries = larders(cache);
        for (int joined = 0; joined < JOINED_LOADS; joined++) {
            MethodLoad load = new MethodLoad(method, arguments, terms);
            try {
                Object value = entries.computeIfAbsent(key, load::valueOf, terms.ofLoad(arguments));
                if (value != null) {
                    return value;
                }
                // Nothing was kept: because the method returned null here or elsewhere, or because of the condition.
                return load.answersAll() ? load.result() : method.call();
            } catch (CacheException e) {
                Throwable thrown = MethodFailure.thrownIn(e);
                if (thrown != null) {
                    throw MethodFailure.<Exception>unchecked(thrown);
                }
                if (!load.isFailureElsewhere(e)) {
                    throw e;
                }
            }
        }
        return method.call();
    }

    /**
     * As {@link #get}, for a method that returns a stage: the calling thread waits for no other call of it.
     *
     * @return a stage of this caller's own
     * @throws Exception what the method throws itself, if this caller called it
     */
    public CompletableFuture<@Nullable Object> getLater(
            Cache<Object, Object> cache, Object key, @Nullable Object[] arguments, Callable<@Nullable Object> method)
            throws Exception {
        return new StagedResult(larders(cache), key, arguments, method, terms).begin();
    }

    /** Puts a value, unless the condition keeps it from the cache. */
    public void put(Cache<Object, Object> cache, Object key, @Nullable Object[] arguments, @Nullable Object value) {
        LarderCache<Object, Object> entries = larders(cache);
        if (!terms.exclude(arguments, value)) {
            entries.put(key, Objects.requireNonNull(value, "value"), terms.ofWrite(arguments));
        }
    }

    private LarderCache<Object, Object> larders(Cache<Object, Object> cache) {
        if (cache instanceof LarderCache<Object, Object> larders) {
            return larders;
        }
        throw LarderErrors.notLarders(place, cache);
    }
}
