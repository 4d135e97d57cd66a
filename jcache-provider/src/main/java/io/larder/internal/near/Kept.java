package io.larder.internal.near;

import io.larder.internal.store.StoredEntry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What Redis answered for a key, and how long it may be passed on. Thread-safe. */
final class Kept extends Slot {

    /** Besides the payload; never nothing, for what weighs nothing is never evicted. */
    private static final int LEAST_WEIGHT = 1;

    private final @Nullable Long version;
    private final long deadlineNanos;
    private final int weight;
    private final TagMark[] marks;

    /** The payload as it was read, or the value itself where callers can share it, or what stands for neither. */
    private volatile Object held;

    /**
     * Keeps an answer.
     *
     * @param entry the entry, {@code null} to keep that there is none
     * @param deadlineNanos the moment of {@link System#nanoTime} from which on it must not be passed on
     * @param marks those of its tags
     */
    Kept(@Nullable StoredEntry entry, long deadlineNanos, TagMark[] marks) {
        this.version = entry == null ? null : entry.version();
        this.deadlineNanos = deadlineNanos;
        this.marks = marks;
        this.weight = LEAST_WEIGHT + (entry == null ? 0 : entry.payload().length);
        this.held = entry == null ? Nothing.ABSENT : new Encoded(entry.payload());
    }

    /** The bytes of a value. A class of its own, so that no value is taken for one. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Encoded(byte[] payload) {}

    /** Why there is no value to pass on. */
    enum Nothing {
        /** There is no entry. */
        ABSENT,
        /** There is one, and it does not decode. */
        UNREADABLE
    }

    @Override
    int weight() {
        return weight;
    }

    Object held() {
        return held;
    }

    /** Holds something else in place of the payload. */
    void hold(Object instead) {
        held = instead;
    }

    /** Returns whether it must not be passed on any more. */
    boolean isOver(long nowNanos) {
        return nowNanos - deadlineNanos >= 0 || isInvalidated();
    }

    /** Returns whether one of its tags was invalidated. */
    boolean isInvalidated() {
        for (TagMark mark : marks) {
            if (mark.isDead()) {
                return true;
            }
        }
        return false;
    }

    boolean isOf(@Nullable Long other) {
        return Objects.equals(version, other);
    }
}
