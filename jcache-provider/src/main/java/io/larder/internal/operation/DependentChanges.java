package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Writer;
import io.larder.internal.store.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are made only if nothing has changed since a snapshot, with the writer called first. Thread-safe.
 *
 * <p>A change that comes too late is lost, and the operation begins again, writer and all. So of the changes that come
 * through each has called the writer after the one before it; and what a lost one has left at the writer's side is put
 * right when the operation ends, see {@link Entries#contend}.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class DependentChanges<K, V> {

    private final Entries<K, V> entries;
    private final @Nullable Writer<K, V> writer;

    /**
     * Puts entries and writer together.
     *
     * @param writer what to write through, {@code null} if the cache is not configured for it
     */
    public DependentChanges(Entries<K, V> entries, @Nullable Writer<K, V> writer) {
        this.entries = entries;
        this.writer = writer;
    }

    @Nullable
    Writer<K, V> writer() {
        return writer;
    }

    /** Returns whether a change needs neither the policy's nor the writer's word, so that the store can decide alone. */
    boolean storeDecides() {
        return writer == null && entries.expiry().isConstant();
    }

    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot) {
        return write(key, value, encoded, snapshot, EntryOptions.none());
    }

    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options) {
        return write(key, value, encoded, snapshot, options, TagsBefore.UNKNOWN);
    }

    /** Writes what was computed after invalidations of tags had come so far. */
    Attempt<Change> write(
            K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options, TagsBefore before) {
        EntryOptions tagged = entries.tagged(encoded, value, options);
        if (writer != null) {
            writer.write(key, value);
        }
        Change change = entries.send(before.on(entries.dependentWrite(encoded, value, snapshot, tagged)));
        return change.isApplied() ? new Attempt.Done<>(change, writer != null) : new Attempt.Lost<>(writer != null);
    }

    Attempt<Taken> remove(K key, EncodedKey encoded, Snapshot<V> snapshot) {
        if (writer != null) {
            writer.delete(key);
        }
        if (snapshot.entry() == null) {
            return new Attempt.Done<>(nothingToTake(encoded, snapshot), writer != null);
        }
        Taken taken = entries.send(entries.removal(encoded.text(), snapshot.unchanged(), false));
        return taken.isRemoved() ? new Attempt.Done<>(taken, writer != null) : new Attempt.Lost<>(writer != null);
    }

    /** What was absent when it was read needs no removal; after a writer, what came since goes too. */
    private Taken nothingToTake(EncodedKey encoded, Snapshot<V> snapshot) {
        return writer == null
                ? Taken.nothing(entries.removal(encoded.text(), snapshot.unchanged(), false))
                : entries.send(entries.removal(encoded.text(), Condition.ALWAYS, false));
    }
}
