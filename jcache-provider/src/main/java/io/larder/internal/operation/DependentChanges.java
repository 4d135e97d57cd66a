package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Writer;
import io.larder.internal.store.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Changes that are made only if nothing has changed since a snapshot, with the writer called first. Thread-safe.
 *
 * <p>Without a writer a change that comes too late is lost, and the operation begins again. With a writer it cannot: the
 * writer was called, once, and of two writes that crossed nobody here knows which one the writer's side saw last. So the
 * entry is taken out, and the next read finds what the writer's side has.
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
        if (writer != null) {
            writer.write(key, value);
        }
        Change change = entries.send(entries.dependentWrite(encoded, value, snapshot));
        return change.isApplied() || invalidatedWithWriter(encoded) ? Attempt.done(change) : Attempt.lost();
    }

    Attempt<Taken> remove(K key, EncodedKey encoded, Snapshot<V> snapshot) {
        if (writer != null) {
            writer.delete(key);
        }
        if (snapshot.entry() == null) {
            return Attempt.done(nothingToTake(encoded, snapshot));
        }
        Taken taken = entries.send(entries.removal(encoded.text(), snapshot.unchanged(), false));
        return taken.isRemoved() || invalidatedWithWriter(encoded) ? Attempt.done(taken) : Attempt.lost();
    }

    /** What was absent when it was read needs no removal; after a writer, what came since goes too. */
    private Taken nothingToTake(EncodedKey encoded, Snapshot<V> snapshot) {
        return writer == null
                ? Taken.nothing(entries.removal(encoded.text(), snapshot.unchanged(), false))
                : entries.send(entries.removal(encoded.text(), Condition.ALWAYS, false));
    }

    private boolean invalidatedWithWriter(EncodedKey encoded) {
        if (writer != null) {
            entries.invalidate(encoded.text());
        }
        return writer != null;
    }
}
