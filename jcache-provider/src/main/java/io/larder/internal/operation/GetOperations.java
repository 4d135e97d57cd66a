package io.larder.internal.operation;

import io.larder.LoadOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Ttl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code get}, {@code getAll} and {@code containsKey}. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class GetOperations<K, V> {

    private final Entries<K, V> entries;
    private final CacheStatistics statistics;
    private final Loads<K, V> loads;
    private final Refreshes<K, V> refreshes;
    private final @Nullable Loader<K, V> loader;

    /**
     * Puts the operations together.
     *
     * @param loader what to read absent entries through, {@code null} if the cache is not configured for it
     */
    public GetOperations(
            Entries<K, V> entries,
            CacheStatistics statistics,
            Loads<K, V> loads,
            Refreshes<K, V> refreshes,
            @Nullable Loader<K, V> loader) {
        this.entries = entries;
        this.statistics = statistics;
        this.loads = loads;
        this.refreshes = refreshes;
        this.loader = loader;
    }

    /**
     * One round trip; one more for a policy of the application that changes the ttl, two more to load a value, three where it
     * may have tags.
     */
    public @Nullable V get(K key) {
        Loader<K, V> from = loader;
        return get(key, from == null ? null : from::load, LoadOptions.none());
    }

    /** As {@link #get}, with a function of the caller's in place of the cache's loader. */
    public @Nullable V computeIfAbsent(
            K key, Function<? super K, ? extends @Nullable V> function, LoadOptions options) {
        return get(key, from -> Loader.calling(function, from), options);
    }

    /** As {@link #computeIfAbsent}, for a value that comes later: a load is not waited for, whoever makes it. */
    public CompletableFuture<@Nullable V> computeIfAbsentAsync(
            K key, Function<K, CompletionStage<@Nullable V>> function, LoadOptions options) {
        V there = get(key, null, LoadOptions.none());
        return there == null
                ? loads.later(key, entries.encode(key), function, loads.rules().with(options))
                : CompletableFuture.completedFuture(there);
    }

    private static <K, V> Loads.Source<K, V> sourceOf(K key, Function<K, @Nullable V> from) {
        return keys -> {
            V value = from.apply(key);
            return value == null ? Map.of() : Map.of(key, value);
        };
    }

    /** What is near is answered before anything is prepared that only Redis or a load takes. */
    private @Nullable V get(K key, @Nullable Function<K, @Nullable V> from, LoadOptions options) {
        long start = statistics.start();
        EncodedKey encoded = null;
        if (entries.areNear()) {
            long now = now(start);
            encoded = entries.encodeUnlessPlain(key);
            V near = entries.near(key, encoded, now);
            statistics.nearLookup(near != null);
            if (near != null) {
                statistics.lookup(true, start);
                return near;
            }
            if (entries.isNearAbsent(key, encoded, now)) {
                statistics.lookup(false, start);
                return from == null ? null : load(key, encoded(key, encoded), from, options);
            }
        }
        EncodedKey asked = encoded(key, encoded);
        return from == null ? read(asked, start) : readThrough(key, asked, from, options, start);
    }

    private EncodedKey encoded(K key, @Nullable EncodedKey known) {
        return known == null ? entries.encode(key) : known;
    }

    private @Nullable V read(EncodedKey encoded, long start) {
        Snapshot<V> snapshot = readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        return snapshot.value();
    }

    private @Nullable V load(K key, EncodedKey encoded, Function<K, @Nullable V> from, LoadOptions options) {
        return loads.load(key, encoded, sourceOf(key, from), loads.rules().with(options));
    }

    private @Nullable V readThrough(
            K key, EncodedKey encoded, Function<K, @Nullable V> from, LoadOptions options, long start) {
        Loads.Source<K, V> source = sourceOf(key, from);
        LoadRules rules = loads.rules().with(options);
        Snapshot<V> snapshot = rules.refresh().isOn()
                ? accessed(encoded, refreshes.read(key, encoded, source, rules))
                : readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        V value = snapshot.value();
        return value == null ? loads.load(key, encoded, source, rules) : value;
    }

    /** The moment of the start, if that is known. */
    private static long now(long start) {
        return start == 0 ? System.nanoTime() : start;
    }

    /** The spec's own policies can be asked before it is known whether there is an entry. */
    private Snapshot<V> readAndAccess(EncodedKey key) {
        if (!entries.expiry().isConstant()) {
            return accessed(key, entries.snapshot(key));
        }
        Ttl ttl = entries.expiry().onAccess();
        return ttl == Ttl.UNCHANGED ? entries.snapshot(key) : entries.snapshotTouched(key, ttl);
    }

    private Snapshot<V> accessed(EncodedKey key, Snapshot<V> snapshot) {
        entries.access(key.text(), snapshot);
        return snapshot;
    }

    /**
     * One pipelined round trip; one more where the policy changes ttls, two more to load values, three where they may have
     * tags.
     */
    public Map<K, V> getAll(Set<? extends K> keys) {
        long start = statistics.start();
        Map<K, V> found = new LinkedHashMap<>();
        Map<K, EncodedKey> missing = new LinkedHashMap<>();
        List<CompletionStage<Boolean>> accesses = new ArrayList<>();
        for (ReadEntry<K, V> read : readAll(notNear(keys, found, now(start)))) {
            V value = read.snapshot().value();
            if (value == null) {
                missing.put(read.key(), read.encoded());
            } else {
                found.put(read.key(), value);
                entries.startAccess(read.encoded().text(), read.snapshot()).ifPresent(accesses::add);
            }
        }
        accesses.forEach(Await::result);
        statistics.hits(found.size(), start);
        statistics.misses(missing.size(), start);
        Loader<K, V> from = loader;
        if (from != null && !missing.isEmpty()) {
            found.putAll(loads.load(missing, from::loadAll, loads.rules()));
        }
        return found;
    }

    private List<ReadEntry<K, V>> readAll(Iterable<? extends K> keys) {
        Loader<K, V> from = loader;
        return from != null && loads.rules().refresh().isOn()
                ? refreshes.readAll(keys, from::loadAll, loads.rules())
                : entries.readAll(keys);
    }

    /** Takes what is near, and returns the rest. */
    private Iterable<? extends K> notNear(Set<? extends K> keys, Map<K, V> found, long nowNanos) {
        if (!entries.areNear()) {
            return keys;
        }
        List<K> rest = new ArrayList<>();
        for (K key : keys) {
            V near = entries.near(key, entries.encodeUnlessPlain(key), nowNanos);
            statistics.nearLookup(near != null);
            if (near == null) {
                rest.add(key);
            } else {
                found.put(key, near);
            }
        }
        return rest;
    }

    /** One round trip; neither loads, nor counts, nor touches. */
    public boolean containsKey(K key) {
        EncodedKey encoded = null;
        if (entries.areNear()) {
            long now = System.nanoTime();
            encoded = entries.encodeUnlessPlain(key);
            if (entries.near(key, encoded, now) != null) {
                return true;
            }
            if (entries.isNearAbsent(key, encoded, now)) {
                return false;
            }
        }
        return entries.snapshot(encoded(key, encoded)).isPresent();
    }
}
