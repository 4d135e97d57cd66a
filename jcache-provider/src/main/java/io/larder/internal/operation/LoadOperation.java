package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.store.Condition;
import io.larder.internal.store.Write;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code loadAll}: the one operation whose caller does not wait. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class LoadOperation<K, V> {

    private final Entries<K, V> entries;
    private final Loader<K, V> loader;

    /** Puts the operation together. */
    public LoadOperation(Entries<K, V> entries, Loader<K, V> loader) {
        this.entries = entries;
        this.loader = loader;
    }

    /**
     * Loads, in the calling thread. One pipelined round trip, and one more where present entries stay as they are or
     * where the policy is the application's.
     *
     * @param replaceExisting whether to load, and replace, what is there
     * @return what came of the keys
     */
    public Counts loadAll(Set<? extends K> keys, boolean replaceExisting) {
        return replaceExisting && entries.expiry().isConstant()
                ? keepAll(keys)
                : keepDependent(entries.readAll(keys), replaceExisting);
    }

    private Counts keepAll(Set<? extends K> keys) {
        Map<K, EncodedKey> encoded = new LinkedHashMap<>();
        keys.forEach(key -> encoded.put(key, entries.encode(key)));
        TagsBefore before = entries.tagsBefore(encoded.values());
        List<Write> writes = new ArrayList<>();
        Map<K, V> loaded = loader.loadAll(keys);
        encoded.forEach((key, encodedKey) -> {
            V value = loaded.get(key);
            if (value != null) {
                writes.add(before.on(entries.constantWrite(encodedKey, value, Condition.ALWAYS, false)));
            }
        });
        send(writes);
        return new Counts(0, writes.size(), keys.size() - writes.size());
    }

    /** A loaded value never replaces one that came while it was loaded. */
    private Counts keepDependent(List<ReadEntry<K, V>> read, boolean replaceExisting) {
        Map<K, ReadEntry<K, V>> wanted = new LinkedHashMap<>();
        for (ReadEntry<K, V> entry : read) {
            if (replaceExisting || !entry.snapshot().isPresent()) {
                wanted.put(entry.key(), entry);
            }
        }
        int present = read.size() - wanted.size();
        if (wanted.isEmpty()) {
            return new Counts(present, 0, 0);
        }
        TagsBefore before = entries.tagsBefore(
                wanted.values().stream().map(ReadEntry::encoded).toList());
        Map<K, V> loaded = loader.loadAll(wanted.keySet());
        List<Write> writes = new ArrayList<>();
        wanted.forEach((key, entry) -> {
            V value = loaded.get(key);
            if (value != null) {
                EntryOptions options = entries.tagged(entry.encoded(), value, EntryOptions.none());
                writes.add(before.on(entries.dependentWrite(entry.encoded(), value, entry.snapshot(), options)));
            }
        });
        send(writes);
        return new Counts(present, writes.size(), wanted.size() - writes.size());
    }

    private void send(List<Write> writes) {
        Batch<Change> batch = entries.sendAll(writes);
        batch.each(batch.received(), Change::tell);
        batch.raiseFailure();
    }

    /**
     * How many keys had what outcome. Immutable.
     *
     * @param present an entry was there, and stays
     * @param loaded a value was loaded and sent to the store
     * @param withoutValue the loader had none
     */
    public record Counts(int present, int loaded, int withoutValue) {

        static final Counts NONE = new Counts(0, 0, 0);
    }
}
