package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.store.Condition;
import io.larder.internal.store.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * {@code loadAll}: the one operation whose caller does not wait. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class LoadOperation<K, V> {

    private static final Duration NEAR_PATIENCE = Duration.ofSeconds(5);

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
     * where present entries stay as they are, and one more where values may have tags.
     *
     * @param replaceExisting whether to load, and replace, what is there
     * @return what came of the keys
     */
    public Counts loadAll(Set<? extends K> keys, boolean replaceExisting) {
        if (!replaceExisting) {
            return loadMissing(keys);
        }
        return entries.expiry().isConstant() ? keepAll(keys) : keepDependent(entries.readAll(keys));
    }

    /** What others load meanwhile is not loaded once more. */
    private Counts loadMissing(Set<? extends K> keys) {
        Map<K, EncodedKey> missing = new LinkedHashMap<>();
        List<ReadEntry<K, V>> read = entries.readAll(keys);
        for (ReadEntry<K, V> entry : read) {
            if (!entry.snapshot().isPresent()) {
                missing.put(entry.key(), entry.encoded());
            }
        }
        int loaded = loads.load(missing, loader::loadAll, loads.rules()).size();
        return new Counts(read.size() - missing.size(), loaded, missing.size() - loaded);
    }

    /** Waits a moment until what is read can be kept in this JVM, where that is wanted. */
    void awaitNear() throws InterruptedException {
        entries.awaitNear(NEAR_PATIENCE);
    }

    /** Reads once more what this JVM wants to keep and does not yet. One pipelined round trip if there is any. */
    void keepNear(Set<K> keys) {
        if (!entries.areNear()) {
            return;
        }
        long now = System.nanoTime();
        List<K> missing = keys.stream()
                .filter(key -> entries.near(key, entries.encodeUnlessPlain(key), now) == null)
                .toList();
        if (!missing.isEmpty()) {
            entries.readAll(missing);
        }
    }

    private Counts keepAll(Set<? extends K> keys) {
        Map<K, EncodedKey> encoded = new LinkedHashMap<>();
        keys.forEach(key -> encoded.put(key, entries.encode(key)));
        TagsBefore before = entries.tagsBefore(encoded.values(), EntryOptions.none());
        long start = System.nanoTime();
        Map<K, V> loaded = loader.loadAll(keys);
        long loadMillis = millisSince(start);
        List<Write> writes = new ArrayList<>();
        encoded.forEach((key, encodedKey) -> {
            V value = loaded.get(key);
            if (value != null) {
                Write write = entries.constantWrite(encodedKey, value, Condition.ALWAYS, false);
                writes.add(before.on(loads.rules().timed(write, loadMillis)));
            }
        });
        send(writes);
        return new Counts(0, writes.size(), keys.size() - writes.size());
    }

    /** A loaded value never replaces one that came while it was loaded. */
    private Counts keepDependent(List<ReadEntry<K, V>> read) {
        Map<K, ReadEntry<K, V>> wanted = new LinkedHashMap<>();
        read.forEach(entry -> wanted.put(entry.key(), entry));
        TagsBefore before =
                entries.tagsBefore(read.stream().map(ReadEntry::encoded).toList(), EntryOptions.none());
        long start = System.nanoTime();
        Map<K, V> loaded = loader.loadAll(wanted.keySet());
        long loadMillis = millisSince(start);
        List<Write> writes = new ArrayList<>();
        wanted.forEach((key, entry) -> {
            V value = loaded.get(key);
            if (value != null) {
                EntryOptions tagged = entries.tagged(entry.encoded(), value, EntryOptions.none());
                Write write = entries.dependentWrite(entry.encoded(), value, entry.snapshot(), tagged);
                writes.add(before.on(loads.rules().timed(write, loadMillis)));
            }
        });
        send(writes);
        return new Counts(0, writes.size(), wanted.size() - writes.size());
    }

    private static long millisSince(long startNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
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
