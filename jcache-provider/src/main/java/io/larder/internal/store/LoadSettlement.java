package io.larder.internal.store;

/**
 * What is to become of a load that is under way, where it does not end with a {@link Write} {@link Condition#ifLoading on
 * its condition}. Nothing happens if it is not under way any more.
 *
 * @param keyText the key in its printable form
 * @param token the token of the load
 * @param kind what becomes of it
 * @param millis how long the lease, or what is left of the load, lasts from now on; 0 if nothing is left
 * @param message how it failed; of a failure that is kept the class alone; empty if it did not fail
 */
public record LoadSettlement(String keyText, long token, Kind kind, long millis, String message) {

    /** What can become of a load. */
    public enum Kind {
        /** It goes on. */
        RENEWED,
        /** It is over, as if it had never been. */
        TAKEN_BACK,
        /** It has failed, and those who waited for it learn it. */
        FAILED,
        /** It found that there is no value. */
        KNOWN_ABSENT,
        /** It has failed, and that is to be believed for a while. */
        KNOWN_FAILURE
    }

    /** The load goes on. */
    public static LoadSettlement renewed(String keyText, long token, long leaseMillis) {
        return new LoadSettlement(keyText, token, Kind.RENEWED, leaseMillis, "");
    }

    /** The load is over, as if it had never been. */
    public static LoadSettlement takenBack(String keyText, long token) {
        return new LoadSettlement(keyText, token, Kind.TAKEN_BACK, 0, "");
    }

    /** The load has failed. */
    public static LoadSettlement failed(String keyText, long token, long millis, String message) {
        return new LoadSettlement(keyText, token, Kind.FAILED, millis, message);
    }

    /** The load found that there is no value. */
    public static LoadSettlement knownAbsent(String keyText, long token, long millis) {
        return new LoadSettlement(keyText, token, Kind.KNOWN_ABSENT, millis, "");
    }

    /** The load has failed, and whoever wants to load learns that instead for a while. */
    public static LoadSettlement knownFailure(String keyText, long token, long millis, String failureClass) {
        return new LoadSettlement(keyText, token, Kind.KNOWN_FAILURE, millis, failureClass);
    }
}
