package io.larder.internal.redis;

import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.store.StoredEntry;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.redisson.client.RedisException;

/** Reads what {@code change.lua} answered, change by change, in the order in which the call had them. Not thread-safe. */
final class ChangeAnswers {

    private static final int CODE = 15;
    private static final int PUBLISHED = 16;
    private static final int BYTES_FOLLOW = 32;
    private static final int FAILED = 64;

    private final Iterator<Object> elements;

    ChangeAnswers(List<Object> answer) {
        elements = answer.iterator();
    }

    /**
     * Returns what became of the next change.
     *
     * @throws RedisException if the server could not make it
     */
    <R> R next(Change<R> change) {
        int code = ((Long) elements.next()).intValue();
        StoredEntry bytes = (code & BYTES_FOLLOW) != 0 ? entry(elements.next()) : null;
        if ((code & FAILED) != 0) {
            throw new RedisException(bytes == null ? "" : new String(bytes.payload(), StandardCharsets.UTF_8));
        }
        return change.result(code & CODE, bytes, (code & PUBLISHED) != 0);
    }

    private static @Nullable StoredEntry entry(Object bytes) {
        return bytes instanceof Entry found ? found.toStored() : null;
    }
}
