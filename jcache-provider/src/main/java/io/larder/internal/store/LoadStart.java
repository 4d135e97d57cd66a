package io.larder.internal.store;

/** What became of a {@link LoadRequest}. Immutable. */
public sealed interface LoadStart {

    /** It is the caller who loads. */
    LoadStart BEGUN = Answer.BEGUN;

    /** An earlier load has found that there is no value, and that is to be believed for a while. */
    LoadStart KNOWN_ABSENT = Answer.KNOWN_ABSENT;

    /** The answers that say all. */
    enum Answer implements LoadStart {
        /** See {@link LoadStart#BEGUN}. */
        BEGUN,
        /** See {@link LoadStart#KNOWN_ABSENT}. */
        KNOWN_ABSENT
    }

    /**
     * There is a valid entry: nothing is to be loaded.
     *
     * @param entry the entry
     */
    record Present(StoredEntry entry) implements LoadStart {}

    /**
     * Somebody else is loading.
     *
     * @param token the token of that load
     * @param remainingMillis how long it has the right to, unless it is renewed
     */
    record Busy(long token, long remainingMillis) implements LoadStart {}

    /**
     * The load that the caller has waited for has failed.
     *
     * @param message how
     */
    record Failed(String message) implements LoadStart {}

    /**
     * An earlier load has failed, and that is to be believed for a while.
     *
     * @param failureClass the name of the class of the failure
     */
    record KnownFailure(String failureClass) implements LoadStart {}
}
