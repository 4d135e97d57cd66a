package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for one entry, and for the stamps of the tags that it is thought to have. */
final class ReadRequest extends Request<@Nullable StoredEntry> {

    private final EntryReader reader;
    private final String keyText;
    private final int bytes;

    /** Changed only while the request is in nobody's hands but its reader's. */
    private List<String> tags;

    ReadRequest(
            EntryReader reader,
            String operation,
            Failures failures,
            Partition partition,
            String keyText,
            List<String> tags,
            int bytes) {
        super(operation, failures, partition, partition.entry(keyText));
        this.reader = reader;
        this.keyText = keyText;
        this.tags = tags;
        this.bytes = bytes;
    }

    String keyText() {
        return keyText;
    }

    /** The tags whose stamps are asked for. */
    List<String> tags() {
        return tags;
    }

    /** Asks for the stamps of other tags the next time it is sent. */
    void askFor(List<String> others) {
        tags = others;
    }

    @Override
    int bytes() {
        return bytes;
    }

    /**
     * Takes what is under the names asked for.
     *
     * @param stamps what is under those of the tags
     */
    void take(@Nullable Object stamp, @Nullable Object entry, List<? extends @Nullable Object> stamps) {
        reader.answer(this, stamp, entry, stamps);
    }
}
