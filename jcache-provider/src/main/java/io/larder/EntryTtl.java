package io.larder;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long an entry has still to live: there is none, it has no end, or so much is left. Immutable and thread-safe.
 *
 * <pre>{@code
 * EntryTtl ttl = offers.ttl("spring-sale");
 * ttl.isPresent();   // is there an entry at all
 * ttl.isEternal();   // does it stay until it is removed
 * ttl.remaining();   // what is left, if it expires
 * }</pre>
 */
public final class EntryTtl {

    private static final EntryTtl ABSENT = new EntryTtl(false, null);
    private static final EntryTtl ETERNAL = new EntryTtl(true, null);

    private final boolean present;
    private final @Nullable Duration remaining;

    private EntryTtl(boolean present, @Nullable Duration remaining) {
        this.present = present;
        this.remaining = remaining;
    }

    /** {@return the answer that there is no entry} */
    public static EntryTtl absent() {
        return ABSENT;
    }

    /** {@return the answer that the entry does not expire} */
    public static EntryTtl eternal() {
        return ETERNAL;
    }

    /**
     * {@return the answer that so much is left}
     *
     * @param remaining what is left
     */
    public static EntryTtl of(Duration remaining) {
        return new EntryTtl(true, Objects.requireNonNull(remaining, "remaining"));
    }

    /** {@return whether there is an entry} */
    public boolean isPresent() {
        return present;
    }

    /** {@return whether there is an entry that does not expire} */
    public boolean isEternal() {
        return present && remaining == null;
    }

    /** {@return what is left, to the millisecond; empty if there is no entry, or if it does not expire} */
    public Optional<Duration> remaining() {
        return Optional.ofNullable(remaining);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryTtl ttl && present == ttl.present && Objects.equals(remaining, ttl.remaining);
    }

    @Override
    public int hashCode() {
        return Objects.hash(present, remaining);
    }

    @Override
    public String toString() {
        return remaining != null ? remaining.toString() : present ? "eternal" : "absent";
    }
}
