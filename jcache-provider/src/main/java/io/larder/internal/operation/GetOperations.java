package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.LoadOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Ttl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final @Nullable Loader<K, V> loader;

    /**
     * Puts the operations together.
     *
     * @param loader what to read absent entries through, {@code null} if the cache is not configured for it
     */
    public GetOperations(
            Entries<K, V> entries, CacheStatistics statistics, Loads<K, V> loads, @Nullable Loader<K, V> loader) {
        this.entries = entries;
        this.statistics = statistics;
        this.loads = loads;
        this.loader = loader;
    }

    /** One round trip; one more for a policy of the application that changes the ttl, two more to load a value. */
    public @Nullable V get(K key) {
        Loader<K, V> from = loader;
        return from == null ? get(key, null, EntryOptions.none()) : get(key, from::load, EntryOptions.none());
    }

    /** As {@link #get}, with a function of the caller's in place of the cache's loader. */
    public @Nullable V computeIfAbsent(
            K key, Function<? super K, ? extends @Nullable V> function, LoadOptions options) {
        EntryOptions tagged = EntryOptions.none().withTags(options.tags().toArray(String[]::new));
        EntryOptions entry = options.tagger().map(tagged::withTagger).orElse(tagged);
        return get(
                key,
                from -> Loader.calling(function, from),
                options.ttl().map(entry::withTtl).orElse(entry));
    }

    private @Nullable V get(K key, @Nullable Function<K, @Nullable V> from, EntryOptions options) {
        long start = statistics.start();
        if (entries.areNear()) {
            long now = now(start);
            V near = entries.near(key, now);
            statistics.nearLookup(near != null);
            if (near != null) {
                statistics.lookup(true, start);
                return near;
            }
            if (entries.isNearAbsent(key, now)) {
                statistics.lookup(false, start);
                return from == null ? null : load(key, entries.encode(key), from, options);
            }
        }
        EncodedKey encoded = entries.encode(key);
        Snapshot<V> snapshot = readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        V value = snapshot.value();
        return value != null || from == null ? value : load(key, encoded, from, options);
    }

    private @Nullable V load(K key, EncodedKey encoded, Function<K, @Nullable V> from, EntryOptions options) {
        return loads.load(
                key,
                encoded,
                keys -> {
                    V value = from.apply(key);
                    return value == null ? Map.of() : Map.of(key, value);
                },
                options);
    }

    /** The moment of the start, if that is known. */
    private static long now(long start) {
        return start == 0 ? System.nanoTime() : start;
    }

    /** The spec's own policies can be asked before it is known whether there is an entry. */
    private Snapshot<V> readAndAccess(EncodedKey key) {
        if (!entries.expiry().isConstant()) {
            Snapshot<V> snapshot = entries.snapshot(key);
            entries.access(key.text(), snapshot);
            return snapshot;
        }
        Ttl ttl = entries.expiry().onAccess();
        return ttl == Ttl.UNCHANGED ? entries.snapshot(key) : entries.snapshotTouched(key, ttl);
    }

    /** One pipelined round trip; one more where the policy changes ttls, two more to load values. */
    public Map<K, V> getAll(Set<? extends K> keys) {
        long start = statistics.start();
        Map<K, V> found = new LinkedHashMap<>();
        Map<K, EncodedKey> missing = new LinkedHashMap<>();
        List<CompletionStage<Boolean>> accesses = new ArrayList<>();
        for (ReadEntry<K, V> read : entries.readAll(notNear(keys, found, now(start)))) {
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
            found.putAll(loads.load(missing, from::loadAll, EntryOptions.none()));
        }
        return found;
    }

    /** Takes what is near, and returns the rest. */
    private Iterable<? extends K> notNear(Set<? extends K> keys, Map<K, V> found, long nowNanos) {
        if (!entries.areNear()) {
            return keys;
        }
        List<K> rest = new ArrayList<>();
        for (K key : keys) {
            V near = entries.near(key, nowNanos);
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
        if (entries.areNear()) {
            long now = System.nanoTime();
            if (entries.near(key, now) != null) {
                return true;
            }
            if (entries.isNearAbsent(key, now)) {
                return false;
            }
        }
        return entries.snapshot(entries.encode(key)).isPresent();
    }
}
