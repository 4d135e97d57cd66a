package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Writer;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Condition;
import io.larder.internal.store.Write;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * {@code put}, {@code getAndPut}, {@code putIfAbsent} and {@code putAll}. Thread-safe.
 *
 * <p>Each is one script where the store can decide alone. With a policy of the application, or with a writer, it is a
 * read and a compare-and-set, because the one may be asked only about what really happens, and the other must come
 * first.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class PutOperations<K, V> {

    private final Entries<K, V> entries;
    private final DependentChanges<K, V> changes;
    private final CacheStatistics statistics;

    /** Puts the operations together. */
    public PutOperations(Entries<K, V> entries, DependentChanges<K, V> changes, CacheStatistics statistics) {
        this.entries = entries;
        this.changes = changes;
        this.statistics = statistics;
    }

    /** One round trip, or two. */
    public void put(K key, V value, EntryOptions options) {
        changes.ensureFenceable(options);
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Change change = changes.storeDecides()
                ? entries.send(entries.constantWrite(encoded, value, Condition.ALWAYS, options))
                : changes.contend(key, encoded, snapshot -> changes.write(key, value, encoded, snapshot, options));
        countPut(change, start);
        change.tell();
    }

    /** One round trip, or two. */
    public @Nullable V getAndPut(K key, V value) {
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Replaced<V> replaced = changes.storeDecides()
                ? replaced(entries.send(entries.constantWrite(encoded, value, Condition.ALWAYS, true)))
                : changes.contend(
                        key,
                        encoded,
                        snapshot -> changes.write(key, value, encoded, snapshot)
                                .map(change -> new Replaced<>(change, snapshot.value())));
        statistics.lookup(replaced.value() != null, start);
        countPut(replaced.change(), start);
        replaced.change().tell();
        return replaced.value();
    }

    private Replaced<V> replaced(Change change) {
        return new Replaced<>(change, entries.value(change.previous()));
    }

    /** One round trip, or two. */
    public boolean putIfAbsent(K key, V value) {
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Optional<Change> made =
                changes.storeDecides() ? putIfStoreHasNone(key, value, encoded) : putIfNoneIsRead(key, value, encoded);
        statistics.lookup(made.isEmpty(), start);
        made.ifPresent(change -> countPut(change, start));
        made.ifPresent(Change::tell);
        return made.isPresent() && made.get().isPut();
    }

    /** Bytes that cannot be decoded are no entry, but the store cannot know. */
    private Optional<Change> putIfStoreHasNone(K key, V value, EncodedKey encoded) {
        Change change = entries.send(entries.constantWrite(encoded, value, Condition.IF_ABSENT, true));
        if (change.isApplied()) {
            return Optional.of(change);
        }
        return entries.value(change.previous()) == null ? putIfNoneIsRead(key, value, encoded) : Optional.empty();
    }

    private Optional<Change> putIfNoneIsRead(K key, V value, EncodedKey encoded) {
        return changes.contend(
                key,
                encoded,
                snapshot -> snapshot.isPresent()
                        ? Attempt.done(Optional.<Change>empty())
                        : changes.write(key, value, encoded, snapshot).map(Optional::of));
    }

    /** One pipelined round trip, or two. Where a writer fails, what it wrote before is put all the same. */
    public void putAll(Map<? extends K, ? extends V> map) {
        long start = statistics.start();
        if (changes.storeDecides()) {
            List<Write> writes = new ArrayList<>(map.size());
            map.forEach((key, value) ->
                    writes.add(entries.constantWrite(entries.encode(key), value, Condition.ALWAYS, false)));
            sendAll(writes, Map.of(), start);
        } else {
            putAllDependent(new LinkedHashMap<>(map), start);
        }
    }

    private void putAllDependent(Map<K, V> map, long start) {
        List<ReadEntry<K, V>> read = entries.readAll(map.keySet());
        Map<String, EntryOptions> tagged = tagged(read, map);
        Writer<K, V> writer = changes.writer();
        Map<K, V> unwritten = writer == null ? Map.of() : new LinkedHashMap<>(map);
        try (Claims.Claim claim = changes.claims().on(writer == null ? List.of() : absent(read))) {
            Optional<CacheWriterException> failure = writer == null ? Optional.empty() : writer.writeAll(unwritten);
            if (failure.isPresent()) {
                claim.takeBack(unwritten.keySet().stream()
                        .map(key -> entries.encode(key).text())
                        .toList());
            }
            Map<String, Runnable> overtaken = new HashMap<>();
            List<Write> writes = new ArrayList<>();
            for (ReadEntry<K, V> entry : read) {
                V value = map.get(entry.key());
                if (value != null && !unwritten.containsKey(entry.key())) {
                    String keyText = entry.encoded().text();
                    overtaken.put(keyText, () -> settle(entry, value));
                    writes.add(write(entry, value, claim, tagged.getOrDefault(keyText, EntryOptions.none())));
                }
            }
            sendAll(writes, overtaken, start);
            failure.ifPresent(PutOperations::raise);
        }
    }

    /** Asks the tagger about all values before the writer is called. */
    private Map<String, EntryOptions> tagged(List<ReadEntry<K, V>> read, Map<K, V> map) {
        Map<String, EntryOptions> tagged = new HashMap<>();
        for (ReadEntry<K, V> entry : read) {
            V value = map.get(entry.key());
            if (value != null) {
                tagged.put(entry.encoded().text(), entries.tagged(entry.encoded(), value, EntryOptions.none()));
            }
        }
        return tagged;
    }

    private List<String> absent(List<ReadEntry<K, V>> read) {
        return read.stream()
                .filter(entry -> entry.snapshot().entry() == null)
                .map(entry -> entry.encoded().text())
                .toList();
    }

    private Write write(ReadEntry<K, V> entry, V value, Claims.Claim claim, EntryOptions tagged) {
        Condition condition =
                claim.condition(entry.encoded().text()).orElse(entry.snapshot().unchanged());
        return entries.dependentWrite(entry.encoded(), value, entry.snapshot(), condition, tagged);
    }

    /** What another change has overtaken is put by itself, or taken out where a writer was called for it. */
    private void settle(ReadEntry<K, V> entry, V value) {
        if (changes.writer() == null) {
            put(entry.key(), value, EntryOptions.none());
        } else {
            entries.invalidate(entry.encoded().text());
        }
    }

    /**
     * Sends writes.
     *
     * @param overtaken what to do, by key text, where another change came first; nothing where none can
     */
    private void sendAll(List<Write> writes, Map<String, Runnable> overtaken, long start) {
        Batch<Change> batch = entries.sendAll(writes);
        List<Change> received = batch.received();
        statistics.puts(received.stream().filter(Change::isPut).count(), start);
        batch.each(received, Change::tell);
        batch.each(received, change -> {
            if (!change.isApplied()) {
                overtaken.getOrDefault(change.write().keyText(), () -> {}).run();
            }
        });
        batch.raiseFailure();
    }

    private void countPut(Change change, long start) {
        statistics.puts(change.isPut() ? 1 : 0, start);
    }

    private static void raise(RuntimeException failure) {
        throw failure;
    }

    /** A change and the value it replaced. */
    private record Replaced<V>(Change change, @Nullable V value) {}
}
