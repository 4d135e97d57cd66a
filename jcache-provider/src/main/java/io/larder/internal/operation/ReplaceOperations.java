package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Condition;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code replace}, with and without an expected value, and {@code getAndReplace}. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class ReplaceOperations<K, V> {

    private final Entries<K, V> entries;
    private final DependentChanges<K, V> changes;
    private final CacheStatistics statistics;

    /** Puts the operations together. */
    public ReplaceOperations(Entries<K, V> entries, DependentChanges<K, V> changes, CacheStatistics statistics) {
        this.entries = entries;
        this.changes = changes;
        this.statistics = statistics;
    }

    /** One round trip, or two. */
    public boolean replace(K key, V value, EntryOptions options) {
        return getAndReplace(key, value, options) != null;
    }

    /** One round trip, or two. */
    public @Nullable V getAndReplace(K key, V value, EntryOptions options) {
        changes.ensureFenceable(options);
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Optional<Replaced<V>> replaced = changes.storeDecides()
                ? replaceWhatStoreHas(encoded, value, options)
                : changes.contend(key, encoded, snapshot -> replaceIfPresent(key, value, encoded, snapshot, options));
        statistics.lookup(replaced.isPresent(), start);
        if (replaced.isEmpty()) {
            return null;
        }
        Change change = replaced.get().change();
        statistics.puts(change.isPut() ? 1 : 0, start);
        change.tell();
        return replaced.get().value();
    }

    private Optional<Replaced<V>> replaceWhatStoreHas(EncodedKey encoded, V value, EntryOptions options) {
        Change change = entries.send(entries.constantWrite(encoded, value, Condition.IF_PRESENT, options, true));
        if (!change.isApplied()) {
            return Optional.empty();
        }
        V previous = entries.value(change.previous());
        if (previous == null) {
            takeBack(encoded, change);
            return Optional.empty();
        }
        return Optional.of(new Replaced<>(change, previous));
    }

    /** Bytes that cannot be decoded are no value to replace, but the store cannot know. */
    private void takeBack(EncodedKey encoded, Change change) {
        change.tell();
        Condition untouched = Condition.ifVersion(change.write().version());
        entries.send(entries.removal(encoded.text(), untouched, false)).tell();
    }

    private Attempt<Optional<Replaced<V>>> replaceIfPresent(
            K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options) {
        V previous = snapshot.value();
        return previous == null
                ? Attempt.done(Optional.empty())
                : changes.write(key, value, encoded, snapshot, options)
                        .map(change -> Optional.of(new Replaced<>(change, previous)));
    }

    /** Two round trips; two as well where the value is another one and the policy changes its ttl, else one. */
    public boolean replace(K key, V expected, V value, EntryOptions options) {
        changes.ensureFenceable(options);
        long start = statistics.start();
        EncodedKey encoded = entries.encode(key);
        Comparison<Change> comparison = changes.contend(
                key,
                encoded,
                snapshot -> entries.compare(
                        encoded, snapshot, expected, () -> changes.write(key, value, encoded, snapshot, options)));
        statistics.lookup(comparison.found(), start);
        comparison.made().ifPresent(change -> {
            statistics.puts(change.isPut() ? 1 : 0, start);
            change.tell();
        });
        return comparison.made().isPresent();
    }

    /** A change and the value it replaced. */
    private record Replaced<V>(Change change, V value) {}
}
