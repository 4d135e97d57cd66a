package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/** Asks for one entry. */
final class ReadRequest extends Request<@Nullable StoredEntry> {

    private final EntryReader reader;
    private final int bytes;

    ReadRequest(EntryReader reader, String operation, Failures failures, Partition partition, String name, int bytes) {
        super(operation, failures, partition, name);
        this.reader = reader;
        this.bytes = bytes;
    }

    @Override
    int bytes() {
        return bytes;
    }

    /** Takes what is under the name of the partition's stamp, and under that of the entry. */
    void take(@Nullable Object stamp, @Nullable Object entry) {
        complete(reader.valid(stamp, entry));
    }
}
