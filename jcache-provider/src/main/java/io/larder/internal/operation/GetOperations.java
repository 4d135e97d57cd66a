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
        EncodedKey encoded = entries.encode(key);
        Snapshot<V> snapshot = readAndAccess(encoded);
        statistics.lookup(snapshot.isPresent(), start);
        V value = snapshot.value();
        return value != null || loader == null ? value : load(loader, key, encoded, snapshot);
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
        TagsBefore before = entries.tagsBefore(List.of(encoded));
        V loaded = from.load(key);
        if (loaded != null) {
            entries.send(before.on(entries.loadedWrite(encoded, loaded, snapshot)))
                    .tell();
        }
        return loaded;
    }

    /** One pipelined round trip; one more where the policy changes ttls, one more to keep loaded values. */
    public Map<K, V> getAll(Set<? extends K> keys) {
        long start = statistics.start();
        Map<K, V> found = new LinkedHashMap<>();
        List<ReadEntry<K, V>> missing = new ArrayList<>();
        List<CompletionStage<Boolean>> accesses = new ArrayList<>();
        for (ReadEntry<K, V> read : entries.readAll(keys)) {
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

    private Map<K, V> loadAll(Loader<K, V> from, List<ReadEntry<K, V>> missing) {
        TagsBefore before =
                entries.tagsBefore(missing.stream().map(ReadEntry::encoded).toList());
        Map<K, V> loaded = from.loadAll(keys(missing));
        List<Write> writes = new ArrayList<>();
        for (ReadEntry<K, V> read : missing) {
            V value = loaded.get(read.key());
            if (value != null) {
                writes.add(before.on(entries.loadedWrite(read.encoded(), value, read.snapshot())));
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
        return entries.snapshot(entries.encode(key)).isPresent();
    }
}
