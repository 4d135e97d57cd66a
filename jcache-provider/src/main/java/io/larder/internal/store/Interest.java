package io.larder.internal.store;

/**
 * What the listeners of a cache want to be told. Immutable.
 *
 * @param changes whether somebody listens to creations, updates or removals
 * @param oldValues whether updates must carry the value they replaced
 * @param expirations whether somebody listens to expirations; makes the store keep a copy of each expiring entry until
 *     it was announced
 */
public record Interest(boolean changes, boolean oldValues, boolean expirations) {

    /** Nobody listens. */
    public static final Interest NONE = new Interest(false, false, false);

    /** Returns whether there is anything to be told. */
    public boolean any() {
        return changes || oldValues || expirations;
    }

    /** Returns what either of the two wants. */
    public Interest and(Interest other) {
        return new Interest(changes || other.changes, oldValues || other.oldValues, expirations || other.expirations);
    }
}
