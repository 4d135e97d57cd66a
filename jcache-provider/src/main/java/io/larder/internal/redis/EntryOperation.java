package io.larder.internal.redis;

import io.larder.internal.redis.EntryCodec.Entry;
import io.larder.internal.store.StoredEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the scripts that work on entries, in Java: how its requests are written and its answers are read. Stateless.
 *
 * @param <T> the type of request
 * @param <R> the type of result
 */
interface EntryOperation<T, R> {

    /** The bit of an answer's code that says that an event was published. */
    int PUBLISHED = 16;

    Script script();

    String keyText(T request);

    /** Roughly how many bytes a request adds to its call. */
    int size(T request);

    /** Adds what the script is told once per call, after channel and flags. */
    default void addHead(List<Object> arguments) {}

    /** Adds what the script is told about one entry. */
    void addArguments(T request, List<Object> arguments);

    /** Reads the answer about one entry. */
    R result(int code, @Nullable StoredEntry previous);

    /** Reads the two elements of one entry's answer. */
    default R resultOf(Object code, @Nullable Object previous) {
        StoredEntry entry = previous instanceof Entry found ? new StoredEntry(found.version(), found.payload()) : null;
        return result(((Long) code).intValue(), entry);
    }
}
