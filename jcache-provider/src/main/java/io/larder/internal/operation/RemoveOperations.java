package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Writer;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryScan;
import io.larder.internal.store.Removal;
import io.larder.internal.store.ScannedEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * {@code remove}, with and without an expected value, {@code getAndRemove}, both {@code removeAll} and {@code clear}.
 * Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class RemoveOperations<K, V> {

    private final Entries<K, V> entries;
    private final DependentChanges<K, V> changes;
    private final CacheStatistics statistics;
    private final int pageSize;

    /**
     * Puts the operations together.
     *
     * @param pageSize how many entries to remove at a time where all are removed
     */
    public RemoveOperations(
            Entries<K, V> entries, DependentChanges<K, V> changes, CacheStatistics statistics, int pageSize) {
        this.entries = entries;
        this.changes = changes;
        this.statistics = statistics;
        this.pageSize = pageSize;
    }

    /** One round trip. */
    public boolean remove(K key) {
        long start = statistics.start();
        return removed(take(key, false), start);
    }

    /**
     * One round trip.
     *
     * @throws IllegalArgumentException if the options are about an entry
     */
    public boolean remove(K key, EntryOptions options) {
        long start = statistics.start();
        changes.ensureFenceable(options);
        Removal removal = entries.removal(entries.encode(key).text(), options);
        return removal.fence() == null ? remove(key) : removed(entries.send(removal), start);
    }

    private boolean removed(Taken taken, long start) {
        statistics.removals(taken.isRemoved() ? 1 : 0, start);
        taken.tell();
        return taken.isRemoved();
    }

    /** One round trip. */
    public @Nullable V getAndRemove(K key) {
        long start = statistics.start();
        Taken taken = take(key, true);
        V value = entries.value(taken.previous());
        statistics.lookup(value != null, start);
        statistics.removals(taken.isRemoved() ? 1 : 0, start);
        taken.tell();
        return value;
    }

    /** The writer first; whatever is in the cache afterwards goes, so no change can come between the two. */
    private Taken take(K key, boolean previousWanted) {
        EncodedKey encoded = entries.encode(key);
        Writer<K, V> writer = changes.writer();
        if (writer != null) {
            writer.delete(key);
        }
        return entries.send(entries.removal(encoded.text(), Condition.ALWAYS, previousWanted));
    }

    /** Two round trips; two as well where the value is another one and the policy changes its ttl, else one. */
    public boolean remove(K key, V expected) {
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Comparison<Taken> comparison = changes.contend(
                key,
                encoded,
                snapshot -> entries.compare(encoded, snapshot, expected, () -> changes.remove(key, encoded, snapshot)));
        statistics.lookup(comparison.found(), start);
        comparison.made().ifPresent(taken -> {
            statistics.removals(taken.isRemoved() ? 1 : 0, start);
            taken.tell();
        });
        return comparison.made().isPresent();
    }

    /** One pipelined round trip. Where a writer fails, what it deleted before is removed all the same. */
    public void removeAll(Set<? extends K> keys) {
        long start = statistics.start();
        Map<K, String> keyTexts = new LinkedHashMap<>();
        keys.forEach(key -> keyTexts.put(key, entries.encode(key).text()));
        removeAll(keyTexts, start);
    }

    /** One walk over the server's keys, and one pipelined round trip per page. */
    public void removeAll() {
        long start = statistics.start();
        EntryScan scan = entries.store().scan(pageSize);
        for (List<ScannedEntry> page = Await.result(scan.next()); !page.isEmpty(); page = Await.result(scan.next())) {
            removeAll(keyTexts(page), start);
        }
    }

    /** Keys that cannot be decoded are unknown to the application: no writer can be told of them. */
    private Map<K, String> keyTexts(List<ScannedEntry> page) {
        Map<K, String> keyTexts = new LinkedHashMap<>();
        for (ScannedEntry scanned : page) {
            K key = entries.codec().decodeKey(scanned.keyText(), scanned.entry().payload());
            if (key != null) {
                keyTexts.put(key, scanned.keyText());
            }
        }
        return keyTexts;
    }

    private void removeAll(Map<K, String> keyTexts, long start) {
        Optional<CacheWriterException> failure = deleteAll(keyTexts);
        Batch<Taken> batch = entries.removeAll(new ArrayList<>(keyTexts.values()));
        List<Taken> received = batch.received();
        statistics.removals(received.stream().filter(Taken::isRemoved).count(), start);
        batch.each(received, Taken::tell);
        batch.raiseFailure();
        failure.ifPresent(RemoveOperations::raise);
    }

    /** Leaves in the map what the writer has deleted. */
    private Optional<CacheWriterException> deleteAll(Map<K, String> keyTexts) {
        Writer<K, V> writer = changes.writer();
        if (writer == null || keyTexts.isEmpty()) {
            return Optional.empty();
        }
        Set<K> undeleted = new LinkedHashSet<>(keyTexts.keySet());
        Optional<CacheWriterException> failure = writer.deleteAll(undeleted);
        keyTexts.keySet().removeAll(undeleted);
        return failure;
    }

    private static void raise(RuntimeException failure) {
        throw failure;
    }

    /** A constant number of commands, whatever the number of entries; no writer, no listener, no statistics. */
    public void clear() {
        Await.result(entries.store().clear());
    }
}
