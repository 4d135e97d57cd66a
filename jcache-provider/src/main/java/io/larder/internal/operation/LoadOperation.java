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
    private final Loads<K, V> loads;
    private final Loader<K, V> loader;

    /** Puts the operation together. */
    public LoadOperation(Entries<K, V> entries, Loads<K, V> loads, Loader<K, V> loader) {
        this.entries = entries;
        this.loads = loads;
        this.loader = loader;
    }

    /**
     * Loads, in the calling thread. One pipelined round trip; one more where the policy is the application's, two more
     * where present entries stay as they are.
     *
     * @param replaceExisting whether to load, and replace, what is there
     */
    public void loadAll(Set<? extends K> keys, boolean replaceExisting) {
        if (!replaceExisting) {
            loadMissing(keys);
        } else if (entries.expiry().isConstant()) {
            keepAll(loader.loadAll(keys));
        } else {
            keepDependent(entries.readAll(keys));
        }
    }

    /** What others load meanwhile is not loaded once more. */
    private void loadMissing(Set<? extends K> keys) {
        Map<K, EncodedKey> missing = new LinkedHashMap<>();
        for (ReadEntry<K, V> entry : entries.readAll(keys)) {
            if (!entry.snapshot().isPresent()) {
                missing.put(entry.key(), entry.encoded());
            }
        }
        loads.load(missing, loader::loadAll, EntryOptions.none());
    }

    private void keepAll(Map<K, V> loaded) {
        List<Write> writes = new ArrayList<>();
        loaded.forEach(
                (key, value) -> writes.add(entries.constantWrite(entries.encode(key), value, Condition.ALWAYS, false)));
        send(writes);
    }

    /** A loaded value never replaces one that came while it was loaded. */
    private void keepDependent(List<ReadEntry<K, V>> read) {
        Map<K, ReadEntry<K, V>> wanted = new LinkedHashMap<>();
        read.forEach(entry -> wanted.put(entry.key(), entry));
        Map<K, V> loaded = loader.loadAll(wanted.keySet());
        List<Write> writes = new ArrayList<>();
        wanted.forEach((key, entry) -> {
            V value = loaded.get(key);
            if (value != null) {
                writes.add(entries.dependentWrite(entry.encoded(), value, entry.snapshot(), EntryOptions.none()));
            }
        });
        send(writes);
    }

    private void send(List<Write> writes) {
        Batch<Change> batch = entries.sendAll(writes);
        batch.each(batch.received(), Change::tell);
        batch.raiseFailure();
    }
}
