package io.larder.internal.operation;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a read-modify-write came to. Immutable.
 *
 * @param <R> the type of result
 */
sealed interface Attempt<R extends @Nullable Object> {

    /**
     * It came through, whatever that means for the operation.
     *
     * @param result the operation's result
     */
    record Done<R extends @Nullable Object>(R result) implements Attempt<R> {}

    /** Another change came between reading and writing. */
    record Lost<R extends @Nullable Object>() implements Attempt<R> {}

    static <R extends @Nullable Object> Attempt<R> done(R result) {
        return new Done<>(result);
    }

    static <R extends @Nullable Object> Attempt<R> lost() {
        return new Lost<>();
    }

    /** Makes something else of what came through. */
    default <T extends @Nullable Object> Attempt<T> map(Function<? super R, ? extends T> mapping) {
        return this instanceof Done<R> done ? done(mapping.apply(done.result())) : lost();
    }
}
