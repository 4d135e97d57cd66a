package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.StoredEntry;
import org.jspecify.annotations.Nullable;

/** Asks for one entry. */
final class ReadRequest extends Request<@Nullable StoredEntry> implements ReadCall.Reader {

    private final EntryReader reader;
    private final int bytes;

    ReadRequest(EntryReader reader, Failures failures, Partition partition, String name, int bytes) {
        super(failures, partition, name);
        this.reader = reader;
        this.bytes = bytes;
    }

    @Override
    String operation() {
        return "read";
    }

    @Override
    int bytes() {
        return bytes;
    }

    @Override
    public void take(@Nullable Object stamp, @Nullable Object entry) {
        complete(reader.valid(stamp, entry));
    }
}
