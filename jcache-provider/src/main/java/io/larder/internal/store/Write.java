package io.larder.internal.store;

import java.util.List;
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
 * @param tags the new entry's tags as {@link NameText}s, each once; those of the entry before have no meaning for it
 * @param before where invalidations stood before the value was computed: the write is refused if one of its tags was
 *     invalidated since, or if that cannot be told any more; {@code null} if it does not depend on that
 * @param fence the fencing token of the writer, more than zero: the write is refused as {@link WriteResult.Outcome#STALE} if
 *     a change of this key had a higher one within the last day; {@code null} where nobody asks
 * @param timing what must be known to refresh the entry in time, {@code null} for one that is not to be refreshed. Where the
 *     time to live stays {@linkplain Ttl#UNCHANGED as it is}, so does what is there
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
        List<String> tags,
        @Nullable TagPosition before,
        @Nullable Long fence,
        @Nullable Timing timing) {

    /** A write without tags, fencing token and timing. */
    public Write(
            String keyText,
            byte[] payload,
            Condition condition,
            long version,
            Ttl onCreation,
            Ttl onUpdate,
            boolean previousWanted) {
        this(keyText, payload, condition, version, onCreation, onUpdate, previousWanted, List.of(), null, null, null);
    }

    /** Returns this write with tags of the new entry. */
    public Write withTags(List<String> newTags) {
        return newTags.equals(tags) ? this : with(newTags, before, fence, timing);
    }

    /** Returns this write on the condition, beside its own, that none of its tags was invalidated since. */
    public Write since(TagPosition position) {
        return with(tags, position, fence, timing);
    }

    /** Returns this write with a fencing token. */
    public Write withFence(long token) {
        return with(tags, before, token, timing);
    }

    /**
     * Returns this write for an entry that is to be refreshed: its time to live, where it gets a new one, is what the timing
     * says.
     */
    public Write withTiming(Timing known) {
        Write write = with(tags, before, fence, known);
        return write.lasting(wholeTtl(onCreation, known), wholeTtl(onUpdate, known));
    }

    private static Ttl wholeTtl(Ttl ttl, Timing timing) {
        return ttl instanceof Ttl.Lasting ? Ttl.ofMillis(timing.wholeMillis()) : ttl;
    }

    private Write lasting(Ttl created, Ttl updated) {
        return new Write(
                keyText, payload, condition, version, created, updated, previousWanted, tags, before, fence, timing);
    }

    private Write with(
            List<String> newTags, @Nullable TagPosition position, @Nullable Long token, @Nullable Timing known) {
        return new Write(
                keyText,
                payload,
                condition,
                version,
                onCreation,
                onUpdate,
                previousWanted,
                newTags,
                position,
                token,
                known);
    }
}
