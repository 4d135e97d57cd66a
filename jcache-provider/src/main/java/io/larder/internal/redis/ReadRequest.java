package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for one entry, and for the stamps of the tags that it is thought to have. */
final class ReadRequest extends Request<@Nullable StoredEntry> {

    /** What {@code PTTL} answers for an entry without an end, and for none. */
    private static final long NEVER_EXPIRES = -1;

    private static final long GONE = -2;

    private final EntryReader reader;
    private final String keyText;
    private final int bytes;
    private @Nullable CompletableFuture<Long> remaining;
    private boolean timed;

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
    NearAnswer timedAnswer() {
        long millis = remaining == null ? GONE : remaining.join();
        return new NearAnswer(join(), millis == NEVER_EXPIRES ? NearAnswer.ETERNAL : millis);
    }

    /**
     * Takes what is under the names asked for.
     *
     * @param stamps what is under those of the tags
     */
    void take(@Nullable Object stamp, @Nullable Object entry, List<? extends @Nullable Object> stamps) {
        reader.answer(this, stamp, entry, stamps);
    }

    /** Takes what its reader has made of that; complete when it is also known how long the entry will be there. */
    void answered(@Nullable StoredEntry found) {
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
