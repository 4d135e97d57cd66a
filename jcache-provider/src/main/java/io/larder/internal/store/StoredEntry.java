package io.larder.internal.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One valid entry as it was at some moment.
 *
 * @param version the entry's version: random, new at each write, kept when only its time to live changes
 * @param payload what {@link Write#payload()} was when it was written; shared, so nobody may change it
 * @param tags its tags as {@link NameText}s; none of them was invalidated since it was written
 * @param timing what must be known to refresh it in time, {@code null} for an entry that is not to be refreshed
 */
@SuppressWarnings("ArrayRecordComponent") // compared by version, never by equals
public record StoredEntry(
        long version,
        byte[] payload,
        List<String> tags,
        @Nullable Timing timing) {

    /** An entry without tags. */
    public StoredEntry(long version, byte[] payload) {
        this(version, payload, List.of(), null);
    }
}
