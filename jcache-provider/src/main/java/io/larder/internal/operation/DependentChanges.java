package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.error.LockErrors;
import io.larder.internal.integration.Writer;
import io.larder.internal.loading.Leases;
import io.larder.internal.store.Condition;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import java.util.List;
import java.util.Optional;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that are made only if nothing has changed since a snapshot, with the writer called first. Thread-safe.
 *
 * <p>A change that comes too late is lost, and the operation begins again, writer and all. So of the changes that come
 * through each has called the writer after the one before it; and what a lost one has left at the writer's side is put
 * right when the operation ends, see {@link #contend}.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class DependentChanges<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(DependentChanges.class);
    private static final int MOST_CORRECTIONS = 100;

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
        this.claims = new Claims(leases);
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

    /**
     * Refuses what nobody could take back: a writer is called before Redis can refuse a change.
     *
     * @throws UnsupportedOperationException if the options have a fencing token and there is a writer
     */
    void ensureFenceable(EntryOptions options) {
        if (options.fence().isPresent() && writer != null) {
            throw LockErrors.fenceWithWriter();
        }
    }

    /** As {@link Entries#contend}; what lost attempts have left at the writer's side is put right at the end. */
    <R extends @Nullable Object> R contend(K key, EncodedKey encoded, Entries.Step<V, R> step) {
        return entries.contend(encoded, step, () -> putRight(key, encoded));
    }

    /**
     * Calls the writer with what is in the cache. To take the entry out instead would let what the lost attempt has written
     * come back by the loader, as if the changes that have won had never been.
     *
     * <p>The entry gets a new version with it, so that who has read it before this call of the writer begins again.
     */
    private void putRight(K key, EncodedKey encoded) {
        try {
            for (int attempt = 0; attempt < MOST_CORRECTIONS; attempt++) {
                Snapshot<V> current = entries.snapshot(encoded);
                V value = current.value();
                StoredEntry entry = current.entry();
                if (value == null || entry == null || writer == null) {
                    break;
                }
                writer.write(key, value);
                Change change = entries.send(entries.sameAgain(encoded, entry));
                if (change.isApplied()) {
                    change.tell();
                    return;
                }
            }
        } catch (CacheException e) {
            LOG.warn(
                    "Writing an entry's value again after a change that came too late failed; the entry is removed", e);
        }
        entries.invalidate(encoded.text());
    }

    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot) {
        return write(key, value, encoded, snapshot, EntryOptions.none());
    }

    /**
     * Writes what may depend on a load: if one was made, only if nothing came since it began.
     *
     * @param before how far invalidations of tags were when it began
     */
    Attempt<Change> write(
            K key, V value, EncodedKey encoded, Snapshot<V> snapshot, Claims.Reserve reserve, TagsBefore before) {
        if (snapshot.entry() == null && !reserve.isMade()) {
            return write(key, value, encoded, snapshot);
        }
        EntryOptions tagged = entries.tagged(encoded, value, EntryOptions.none());
        if (writer != null) {
            writer.write(key, value);
        }
        Condition condition = reserve.use(snapshot.unchanged());
        Attempt<Change> made = send(before.on(entries.dependentWrite(encoded, value, snapshot, condition, tagged)));
        if (made instanceof Attempt.Lost<Change>) {
            reserve.refused();
        }
        return made;
    }

    Attempt<Change> write(K key, V value, EncodedKey encoded, Snapshot<V> snapshot, EntryOptions options) {
        EntryOptions tagged = entries.tagged(encoded, value, options);
        if (writer != null && snapshot.entry() == null) {
            return writeThrough(writer, key, value, encoded, snapshot, tagged);
        }
        if (writer != null) {
            writer.write(key, value);
        }
        return send(entries.dependentWrite(encoded, value, snapshot, tagged));
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
            return send(entries.dependentWrite(encoded, value, snapshot, condition.get(), options));
        }
    }

    private Attempt<Change> send(Write write) {
        Change change = entries.send(write);
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
