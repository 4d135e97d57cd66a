package io.larder.internal.operation;

import io.larder.CachedFailureException;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.LoadErrors;
import io.larder.internal.loading.Flight;
import io.larder.internal.loading.Flights;
import io.larder.internal.loading.Landing;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Loads what is missing, once for all callers of all JVMs who miss it at the same time. Thread-safe.
 *
 * <p>The first caller of this JVM leads and loads in its own thread; the others wait for it, and get the value only if it
 * was put into the cache: where a put, a removal or a clear came between they begin anew, and find what is there now. A
 * thread that wants several entries first brings to an end the loads that it leads, and only then waits for those of
 * others, so that no two threads wait for each other.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class Loads<K, V> {

    private final String cacheName;
    private final Entries<K, V> entries;
    private final Flights flights = new Flights();
    private final Leases leases;
    private final LoadRules rules;
    private final Executor executor;

    /**
     * Puts together what loading needs.
     *
     * @param rules how the cache loads where a call does not want it otherwise
     * @param executor where loads go on whose callers do not wait; has as many threads as it takes
     */
    public Loads(String cacheName, Entries<K, V> entries, Leases leases, LoadRules rules, Executor executor) {
        this.cacheName = cacheName;
        this.entries = entries;
        this.leases = leases;
        this.rules = rules;
        this.executor = executor;
    }

    /** Returns how the cache loads where a call does not want it otherwise. */
    LoadRules rules() {
        return rules;
    }

    /**
     * Where values come from. Leaves out what it has no value for.
     *
     * @param <K> the type of key
     * @param <V> the type of value
     */
    @FunctionalInterface
    interface Source<K, V> {

        Map<K, V> load(Set<K> keys);
    }

    /** One key that the calling thread leads the load of. */
    static final class Led<K> {

        private final K key;
        private final EncodedKey encoded;
        private final Flight flight;
        private @Nullable Long awaited;

        Led(K key, EncodedKey encoded, Flight flight) {
            this.key = key;
            this.encoded = encoded;
            this.flight = flight;
        }

        K key() {
            return key;
        }

        EncodedKey encoded() {
            return encoded;
        }

        Flight flight() {
            return flight;
        }

        /** Returns the token of the load by another JVM that this one waits for, {@code null} if there is none. */
        @Nullable
        Long awaited() {
            return awaited;
        }

        void await(long token) {
            awaited = token;
        }
    }

    /**
     * Loads one value; see {@link #load(Map, Source, LoadRules)}.
     *
     * @return the value, {@code null} if the source has none
     */
    @Nullable
    V load(K key, EncodedKey encoded, Source<K, V> source, LoadRules wanted) {
        return load(Map.of(key, encoded), source, wanted).get(key);
    }

    /**
     * Loads values. Costs two pipelined round trips besides the source's work, three where values may have tags, and one
     * for each look whether another JVM is done.
     *
     * @return the values that there are
     * @throws CacheException if a load fails, the calling thread's own or the one that it waits for
     */
    Map<K, V> load(Map<K, EncodedKey> wanted, Source<K, V> source, LoadRules how) {
        Map<K, V> found = new LinkedHashMap<>();
        Map<K, EncodedKey> missing = new LinkedHashMap<>(wanted);
        while (!missing.isEmpty()) {
            List<Led<K>> led = new ArrayList<>();
            Map<K, Flight> followed = new LinkedHashMap<>();
            missing.forEach((key, encoded) -> {
                Flight mine = Flights.prepare(encoded.text());
                Flight boarded = flights.board(mine);
                if (boarded == mine) {
                    led.add(new Led<>(key, encoded, mine));
                } else {
                    followed.put(key, boarded);
                }
            });
            if (!led.isEmpty()) {
                new LedCall<>(cacheName, entries, flights, leases, source, how, found).bringToAnEnd(led);
            }
            missing.keySet().retainAll(follow(followed, found));
        }
        return found;
    }

    /**
     * Loads one value that comes later. The calling thread does what begins the load, the call of the source included, if it is
     * this JVM's to make and nobody in this JVM makes it already; otherwise it waits for nothing but the store's answer to that
     * question. Costs as {@link #load(Object, EncodedKey, Source, LoadRules)}.
     *
     * @return completed with the value, {@code null} if the source has none, by a thread that may block
     */
    CompletableFuture<@Nullable V> later(
            K key, EncodedKey encoded, Function<K, CompletionStage<@Nullable V>> source, LoadRules how) {
        StagedLoad<K, V> load = new StagedLoad<>(
                this,
                flights,
                executor,
                key,
                encoded,
                found -> new LedStage<>(cacheName, entries, flights, leases, source, how, found, executor));
        load.board();
        return load.answer();
    }

    /** Returns the keys that have to be looked for again. */
    private Collection<K> follow(Map<K, Flight> followed, Map<K, V> found) {
        List<K> again = new ArrayList<>();
        followed.forEach((key, flight) -> {
            if (!isAnswer(flights.await(flight), key, found)) {
                again.add(key);
            }
        });
        return again;
    }

    /**
     * Takes what the load of another thread has found.
     *
     * @return whether that says all; otherwise the key has to be looked for again
     * @throws CacheException if that load failed, or the cache is closed
     */
    boolean isAnswer(Landing landing, K key, Map<K, V> found) {
        if (landing instanceof Landing.Loaded loaded) {
            V value = entries.decode(loaded.payload());
            if (value != null) {
                found.put(key, value);
            }
            return value != null;
        } else if (landing instanceof Landing.Failed failed) {
            throw copyOf(failed.cause());
        } else if (landing == Landing.CLOSED) {
            throw CacheErrors.cacheClosed(cacheName);
        }
        return landing != Landing.AGAIN;
    }

    /** Returns what those learn who want to load what has failed a while ago. */
    static CacheException knownFailure(String failureClass) {
        return new CachedFailureException(LoadErrors.failedBefore(failureClass), failureClass);
    }

    /** A new exception for each who waited, so that its stack trace shows who. */
    private static CacheException copyOf(Throwable cause) {
        if (cause instanceof CachedFailureException known) {
            CacheException copy = knownFailure(known.failureClass());
            copy.initCause(known);
            return copy;
        }
        if (cause instanceof CacheException && !(cause instanceof CacheLoaderException)) {
            return new CacheException(cause.getMessage(), cause);
        }
        return cause instanceof CacheLoaderException
                ? new CacheLoaderException(cause.getMessage(), cause)
                : new CacheLoaderException(
                        "The load by another thread failed with "
                                + cause.getClass().getName(),
                        cause);
    }

    /** Lets nobody wait any longer: those who do learn that the cache is closed. */
    public void close() {
        flights.close();
    }
}
