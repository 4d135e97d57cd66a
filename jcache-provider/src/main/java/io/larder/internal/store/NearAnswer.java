package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What was read for a key, and how long it will be there at least, unless it is told otherwise.
 *
 * @param entry the entry, {@code null} if there is none
 * @param remainingMillis how much of its time to live was left a moment before it was read; without meaning where there is
 *     no entry, {@link #ETERNAL} if it does not expire
 */
public record NearAnswer(@Nullable StoredEntry entry, long remainingMillis) {

    /** The remaining time of an entry that does not expire. */
    public static final long ETERNAL = Long.MAX_VALUE;
}
