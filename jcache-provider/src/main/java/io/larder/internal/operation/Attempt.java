package io.larder.internal.operation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a read-modify-write came to. Immutable.
 *
 * @param <R> the type of result
 */
sealed interface Attempt<R extends @Nullable Object> {

    /** Tells whether the attempt has called a writer. */
    boolean isWritten();

    /**
     * It came through, whatever that means for the operation.
     *
     * @param result the operation's result
     * @param isWritten whether it has called a writer
     */
    record Done<R extends @Nullable Object>(R result, boolean isWritten) implements Attempt<R> {}

    /**
     * Another change came between reading and writing.
     *
     * @param isWritten whether it has called a writer all the same
     */
    record Lost<R extends @Nullable Object>(boolean isWritten) implements Attempt<R> {}

    static <R extends @Nullable Object> Attempt<R> done(R result) {
        return new Done<>(result, false);
    }

    static <R extends @Nullable Object> Attempt<R> lost() {
        return new Lost<>(false);
    }

    /** Makes something else of what came through. */
    default <T extends @Nullable Object> Attempt<T> map(Function<? super R, ? extends T> mapping) {
        return this instanceof Done<R> done
                ? new Done<>(mapping.apply(done.result()), done.isWritten())
                : new Lost<>(isWritten());
    }
}
