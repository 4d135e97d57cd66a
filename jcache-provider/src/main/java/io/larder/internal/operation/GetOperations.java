package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
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
    private final @Nullable Loader<K, V> loader;

    /**
     * Puts the operations together.
     *
     * @param loader what to read absent entries through, {@code null} if the cache is not configured for it
     */
    public GetOperations(Entries<K, V> entries, CacheStatistics statistics, @Nullable Loader<K, V> loader) {
        this.entries = entries;
        this.statistics = statistics;
        this.loader = loader;
    }

    /** One round trip; one more for a policy of the application that changes the ttl, one more to keep a loaded value. */
    public @Nullable V get(K key) {
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
                return absent(key, start);
            }
        }
        EncodedKey encoded = entries.encode(key);
        Snapshot<V> snapshot = readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        V value = snapshot.value();
        return value != null || loader == null ? value : load(loader, key, encoded, snapshot);
    }

    /** The moment of the start, if that is known. */
    private static long now(long start) {
        return start == 0 ? System.nanoTime() : start;
    }

    private @Nullable V absent(K key, long start) {
        statistics.lookup(false, start);
        return loader == null ? null : load(loader, key, entries.encode(key), new Snapshot<>(null, null));
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

    private @Nullable V load(Loader<K, V> from, K key, EncodedKey encoded, Snapshot<V> snapshot) {
        V loaded = from.load(key);
        if (loaded != null) {
            entries.send(entries.loadedWrite(encoded, loaded, snapshot)).tell();
        }
        return loaded;
    }

    /** One pipelined round trip; one more where the policy changes ttls, one more to keep loaded values. */
    public Map<K, V> getAll(Set<? extends K> keys) {
        long start = statistics.start();
        Map<K, V> found = new LinkedHashMap<>();
        List<ReadEntry<K, V>> missing = new ArrayList<>();
        List<CompletionStage<Boolean>> accesses = new ArrayList<>();
        for (ReadEntry<K, V> read : entries.readAll(notNear(keys, found, now(start)))) {
            V value = read.snapshot().value();
            if (value == null) {
                missing.add(read);
            } else {
                found.put(read.key(), value);
                entries.startAccess(read.encoded().text(), read.snapshot()).ifPresent(accesses::add);
            }
        }
        accesses.forEach(Await::result);
        statistics.hits(found.size(), start);
        statistics.misses(missing.size(), start);
        if (loader != null && !missing.isEmpty()) {
            found.putAll(loadAll(loader, missing));
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

    private Map<K, V> loadAll(Loader<K, V> from, List<ReadEntry<K, V>> missing) {
        Map<K, V> loaded = from.loadAll(keys(missing));
        List<Write> writes = new ArrayList<>();
        for (ReadEntry<K, V> read : missing) {
            V value = loaded.get(read.key());
            if (value != null) {
                writes.add(entries.loadedWrite(read.encoded(), value, read.snapshot()));
            }
        }
        Batch<Change> batch = entries.sendAll(writes);
        batch.each(batch.received(), Change::tell);
        batch.raiseFailure();
        return loaded;
    }

    private static <K> Set<K> keys(List<? extends ReadEntry<K, ?>> read) {
        Set<K> keys = new LinkedHashSet<>();
        read.forEach(entry -> keys.add(entry.key()));
        return keys;
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
