package io.larder.internal.operation;

import io.larder.internal.store.Condition;
import io.larder.internal.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it was read, for a change that depends on it. Immutable.
 *
 * @param entry what the store holds, {@code null} if nothing
 * @param value what it means, {@code null} if nothing, which includes bytes that cannot be decoded
 * @param <V> the type of value
 */
record Snapshot<V>(@Nullable StoredEntry entry, @Nullable V value) {

    boolean isPresent() {
        return value != null;
    }

    /** Returns the condition that nothing has changed since. */
    Condition unchanged() {
        return entry == null ? Condition.IF_ABSENT : Condition.ifVersion(entry.version());
    }
}
