package io.larder.internal.loading;

/** How a load ended for those who waited for it. Immutable. */
public sealed interface Landing {

    /** There is no value. */
    Landing EMPTY = Plain.EMPTY;

    /** The load says nothing about what is there now: those who waited read again. */
    Landing AGAIN = Plain.AGAIN;

    /** The cache was closed meanwhile. */
    Landing CLOSED = Plain.CLOSED;

    /** The ends that say all. */
    enum Plain implements Landing {
        /** See {@link Landing#EMPTY}. */
        EMPTY,
        /** See {@link Landing#AGAIN}. */
        AGAIN,
        /** See {@link Landing#CLOSED}. */
        CLOSED
    }

    /**
     * There is a value, and it was the cache's when the load ended.
     *
     * @param payload the value as it is stored; nobody may change it
     */
    @SuppressWarnings("ArrayRecordComponent") // a message, never compared
    record Loaded(byte[] payload) implements Landing {}

    /**
     * The load failed.
     *
     * @param cause how
     */
    record Failed(Throwable cause) implements Landing {}
}
