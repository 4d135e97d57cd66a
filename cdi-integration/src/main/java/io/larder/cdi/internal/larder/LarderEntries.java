package io.larder.cdi.internal.larder;

import io.larder.CachedFailureException;
import io.larder.LarderCache;
import io.larder.cdi.internal.error.LarderErrors;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Reads and writes entries of Larder's caches for one method, on that method's terms. Thread-safe. */
public final class LarderEntries {

    /** After so many failures elsewhere the method is called for this caller alone. */
    private static final int JOINED_LOADS = 2;

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
            Load load = new Load(method, arguments);
            try {
                Object value = entries.computeIfAbsent(key, load::valueOf, terms.ofLoad(arguments));
                if (value != null) {
                    return value;
                }
                // Nothing was kept: because the method returned null here or elsewhere, or because of the condition.
                return load.hasEnded || !terms.haveCondition() ? load.result : method.call();
            } catch (CacheException e) {
                Throwable thrown = MethodFailure.thrownIn(e);
                if (thrown != null) {
                    throw LarderEntries.<Exception>unchecked(thrown);
                }
                if (!isFailureElsewhere(e, load)) {
                    throw e;
                }
            }
        }
        return method.call();
    }

    /** That of another JVM, of which only its class is known here; whoever called the method wants its own. */
    private static boolean isFailureElsewhere(CacheException failure, Load load) {
        return failure instanceof CacheLoaderException
                && !(failure instanceof CachedFailureException)
                && !load.hasEnded;
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

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // thrown as it is, whatever it is
    private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    /** The method, as a loading function of one call. */
    private final class Load {

        private final Callable<@Nullable Object> method;
        private final @Nullable Object[] arguments;
        private volatile @Nullable Object result;
        private volatile boolean hasEnded;

        Load(Callable<@Nullable Object> method, @Nullable Object[] arguments) {
            this.method = method;
            this.arguments = arguments;
        }

        @Nullable
        Object valueOf(Object key) {
            Object returned;
            try {
                returned = method.call();
            } catch (Error e) {
                throw e;
            } catch (Throwable e) { // also what an exception cache held, whatever that is
                throw new MethodFailure(e);
            }
            result = returned;
            hasEnded = true;
            return returned == null || terms.exclude(arguments, returned) ? null : returned;
        }
    }
}
