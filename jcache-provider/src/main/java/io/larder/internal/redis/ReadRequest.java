package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TimedEntry;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for one entry. */
final class ReadRequest extends Request<@Nullable StoredEntry> {

    /** What {@code PTTL} answers for an entry without an end, and for none. */
    private static final long NEVER_EXPIRES = -1;

    private static final long GONE = -2;

    private final EntryReader reader;
    private final int bytes;
    private @Nullable CompletableFuture<Long> remaining;
    private boolean timed;

    ReadRequest(EntryReader reader, String operation, Failures failures, Partition partition, String name, int bytes) {
        super(operation, failures, partition, name);
        this.reader = reader;
        this.bytes = bytes;
    }

    @Override
    int bytes() {
        return bytes;
    }

    /** Asks also how long the entry will be there. To be called before it is queued. */
    ReadRequest timed() {
        timed = true;
        return this;
    }

    boolean isTimed() {
        return timed;
    }

    /** Takes what will tell how long the entry will be there, before what is under the names. */
    void takeRemaining(CompletableFuture<Long> answer) {
        remaining = answer;
    }

    /** Returns what a timed request was answered; to be called when it is. */
    TimedEntry timedAnswer() {
        long millis = remaining == null ? GONE : remaining.join();
        return new TimedEntry(join(), millis == NEVER_EXPIRES ? TimedEntry.ETERNAL : millis);
    }

    /** Takes what is under the name of the partition's stamp, and under that of the entry. */
    void take(@Nullable Object stamp, @Nullable Object entry) {
        StoredEntry found = reader.valid(stamp, entry);
        if (remaining == null) {
            complete(found);
        } else {
            remaining.thenAccept(millis -> complete(found)).exceptionally(failure -> {
                fail(failure);
                return null;
            });
        }
    }
}
