package io.larder.internal.redis;

import io.larder.internal.store.Condition;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Ttl;
import org.jspecify.annotations.Nullable;

/**
 * A new time to live for an entry.
 *
 * @param keyText the key in its printable form
 * @param condition what must be true of the entry, beside that it is there
 * @param ttl the new time to live
 * @param wanted whether the answer must carry the entry
 */
record Touch(String keyText, Condition condition, Ttl ttl, boolean wanted) {

    /**
     * What became of a touch.
     *
     * @param there whether the entry was there
     * @param entry the entry, if it was asked for
     */
    record Result(boolean there, @Nullable StoredEntry entry) {}
}
