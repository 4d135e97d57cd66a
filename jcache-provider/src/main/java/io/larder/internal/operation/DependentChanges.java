package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Writer;
import io.larder.internal.loading.Leases;
import io.larder.internal.store.Condition;
import java.util.List;
import java.util.Optional;
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
    private final Claims claims;

    /**
     * Puts entries and writer together.
     *
     * @param writer what to write through, {@code null} if the cache is not configured for it
     * @param leases how long a write-through of an absent entry is announced to other JVMs
     */
    public DependentChanges(Entries<K, V> entries, @Nullable Writer<K, V> writer, Leases leases) {
        this.entries = entries;
        this.writer = writer;
        this.claims = new Claims(entries.store(), leases);
    }

    Claims claims() {
        return claims;
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

    /** Writes what may depend on a load: if one was made, only if nothing came since it began. */
    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot, Claims.Reserve reserve) {
        if (!reserve.isMade()) {
            return write(key, value, encoded, snapshot);
        }
        if (writer != null) {
            writer.write(key, value);
        }
        return write(value, encoded, snapshot, reserve.use(snapshot.unchanged()), EntryOptions.none());
    }

    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options) {
        if (writer == null || snapshot.entry() != null) {
            if (writer != null) {
                writer.write(key, value);
            }
            return write(value, encoded, snapshot, snapshot.unchanged(), options);
        }
        return writeThrough(writer, key, value, encoded, snapshot, options);
    }

    /** What is absent has no version to be compared with; see {@link Claims}. */
    private Attempt<Change> writeThrough(
            Writer<K, V> to, K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options) {
        try (Claims.Claim claim = claims.on(List.of(encoded.text()))) {
            Optional<Condition> condition = claim.condition(encoded.text());
            if (condition.isEmpty()) {
                return Attempt.lost();
            }
            try {
                to.write(key, value);
            } catch (RuntimeException | Error e) {
                claim.takeBack();
                throw e;
            }
            return write(value, encoded, snapshot, condition.get(), options);
        }
    }

    private Attempt<Change> write(
            V value, EncodedKey encoded, Snapshot<V> snapshot, Condition condition, EntryOptions options) {
        Change change = entries.send(entries.dependentWrite(encoded, value, snapshot, condition, options));
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
