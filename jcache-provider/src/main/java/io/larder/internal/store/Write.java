package io.larder.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A change that leaves an entry with a new value.
 *
 * @param keyText the key in its printable form
 * @param payload the bytes to store
 * @param condition what must be true for the write to happen
 * @param version the entry's new version, random; also names the event that the write publishes, and makes a request
 *     that is sent twice harmless: a store that finds this version already there answers as it did the first time
 * @param onCreation the time to live where no valid entry was there
 * @param onUpdate the time to live where one was
 * @param previousWanted whether the answer must carry the entry that was there before; where the condition failed it
 *     carries the one that is there
 * @param fence the fencing token of the writer, more than zero: the write is refused as {@link WriteResult.Outcome#STALE} if
 *     a write of this key had a higher one within the last day; {@code null} where nobody asks
 */
@SuppressWarnings("ArrayRecordComponent") // a message, never compared
public record Write(
        String keyText,
        byte[] payload,
        Condition condition,
        long version,
        Ttl onCreation,
        Ttl onUpdate,
        boolean previousWanted,
        @Nullable Long fence) {

    /** A write without a fencing token. */
    public Write(
            String keyText,
            byte[] payload,
            Condition condition,
            long version,
            Ttl onCreation,
            Ttl onUpdate,
            boolean previousWanted) {
        this(keyText, payload, condition, version, onCreation, onUpdate, previousWanted, null);
    }

    /** Returns this write with a fencing token. */
    public Write withFence(long token) {
        return new Write(keyText, payload, condition, version, onCreation, onUpdate, previousWanted, token);
    }
}
