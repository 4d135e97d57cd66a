package io.larder.internal.operation;

import java.util.Optional;

/**
 * What came of an operation that changes an entry only if it has an expected value. Immutable.
 *
 * @param found whether there was an entry, of whatever value
 * @param made the change, if the value was the expected one
 * @param <T> the type of change
 */
record Comparison<T>(boolean found, Optional<T> made) {

    static <T> Comparison<T> absent() {
        return new Comparison<>(false, Optional.empty());
    }

    static <T> Comparison<T> different() {
        return new Comparison<>(true, Optional.empty());
    }

    static <T> Comparison<T> made(T change) {
        return new Comparison<>(true, Optional.of(change));
    }
}
