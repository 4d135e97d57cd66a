package io.larder.internal.processor;

/**
 * What an entry processor did to its entry in the end. Immutable.
 *
 * @param <V> the type of value
 */
public sealed interface Effect<V> {

    /** Nothing that the cache must know of. */
    record None<V>() implements Effect<V> {}

    /** The value was read. */
    record Accessed<V>() implements Effect<V> {}

    /**
     * The value was read through a loader and belongs into the cache; no writer hears of it.
     *
     * @param value the loaded value
     */
    record Loaded<V>(V value) implements Effect<V> {}

    /**
     * The entry was given a value.
     *
     * @param value the value
     */
    record Written<V>(V value) implements Effect<V> {}

    /** The entry was removed, whether it was there or not. */
    record Removed<V>() implements Effect<V> {}
}
