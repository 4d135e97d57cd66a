package io.larder.internal.operation;

import io.larder.EntryOptions;
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
            K key, Function<? super K, ? extends @Nullable V> function, EntryOptions options) {
        return get(key, from -> Loader.calling(function, from), options);
    }

    private @Nullable V get(K key, @Nullable Function<K, @Nullable V> from, EntryOptions options) {
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Snapshot<V> snapshot = readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        V value = snapshot.value();
        return value != null || from == null
                ? value
                : loads.load(key, encoded, keys -> mapped(key, from.apply(key)), options);
    }

    private static <K, V> Map<K, V> mapped(K key, @Nullable V value) {
        return value == null ? Map.of() : Map.of(key, value);
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
        for (ReadEntry<K, V> read : entries.readAll(keys)) {
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

    /** One round trip; neither loads, nor counts, nor touches. */
    public boolean containsKey(K key) {
        return entries.snapshot(entries.encode(key)).isPresent();
    }
}
