package io.larder.internal.store;

import java.time.Duration;

/**
 * What becomes of an entry's time to live when it is created, updated or accessed. Immutable.
 *
 * <p>The counterpart of {@code javax.cache.expiry.Duration} in the terms of Redis, where "unchanged" and "immediately"
 * need names too.
 */
public sealed interface Ttl permits Ttl.Fixed, Ttl.Lasting {

    /** The time to live stays as it is; on creation, where there is none yet, the entry does not expire. */
    Ttl UNCHANGED = Fixed.UNCHANGED;

    /** The entry does not expire. */
    Ttl ETERNAL = Fixed.ETERNAL;

    /** The entry is expired already: a creation adds nothing, an update or access ends with the entry gone. */
    Ttl IMMEDIATE = Fixed.IMMEDIATE;

    /**
     * Returns the time to live of so many milliseconds.
     *
     * @param millis the time to live in milliseconds; zero or less is {@link #IMMEDIATE}
     */
    static Ttl ofMillis(long millis) {
        return millis > 0 ? new Lasting(millis) : IMMEDIATE;
    }

    /**
     * Returns the time to live of a duration; fractions of a millisecond are cut off.
     *
     * @param duration the time to live; what is beyond the range of a {@code long} is as long as that goes
     */
    static Ttl of(Duration duration) {
        boolean countable = duration.toSeconds() < Long.MAX_VALUE / 1000;
        return ofMillis(countable ? duration.toMillis() : Long.MAX_VALUE);
    }

    /** The times to live that need no number. */
    enum Fixed implements Ttl {
        /** See {@link Ttl#UNCHANGED}. */
        UNCHANGED,
        /** See {@link Ttl#ETERNAL}. */
        ETERNAL,
        /** See {@link Ttl#IMMEDIATE}. */
        IMMEDIATE
    }

    /**
     * A time to live in milliseconds.
     *
     * @param millis more than zero
     */
    record Lasting(long millis) implements Ttl {

        /** Refuses what is not a duration. */
        public Lasting {
            if (millis <= 0) {
                throw new IllegalArgumentException("A lasting ttl is at least one millisecond, not " + millis);
            }
        }
    }
}
