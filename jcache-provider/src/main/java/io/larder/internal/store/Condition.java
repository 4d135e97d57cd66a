package io.larder.internal.store;

/** What must be true of an entry, at the moment of the change, for the change to be made. Immutable. */
public sealed interface Condition permits Condition.Simple, Condition.IfVersion, Condition.IfLoading {

    /** Whatever is there. */
    Condition ALWAYS = Simple.ALWAYS;

    /** No valid entry is there. */
    Condition IF_ABSENT = Simple.IF_ABSENT;

    /** A valid entry is there. */
    Condition IF_PRESENT = Simple.IF_PRESENT;

    /**
     * Returns the condition that the entry is still the one that was read.
     *
     * @param version the version of the entry that was read
     */
    static Condition ifVersion(long version) {
        return new IfVersion(version);
    }

    /**
     * Returns the condition that a load is still under way: nothing was put, removed or cleared since it began.
     *
     * @param token the token of the load
     */
    static Condition ifLoading(long token) {
        return new IfLoading(token);
    }

    /** The conditions that need no version. */
    enum Simple implements Condition {
        /** See {@link Condition#ALWAYS}. */
        ALWAYS,
        /** See {@link Condition#IF_ABSENT}. */
        IF_ABSENT,
        /** See {@link Condition#IF_PRESENT}. */
        IF_PRESENT
    }

    /**
     * The entry is still the one that was read: compare-and-set.
     *
     * @param version the version of the entry that was read
     */
    record IfVersion(long version) implements Condition {}

    /**
     * No entry is there, and the load is still under way.
     *
     * @param token the token of the load
     */
    record IfLoading(long token) implements Condition {}
}
