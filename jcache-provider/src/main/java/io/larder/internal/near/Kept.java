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

    /** The payload as it was read, or what stands for it. */
    private volatile Object held;

    /**
     * The value itself where callers can share it. A field of its own: to tell a value from a payload would be to look into
     * it, which is memory that a hit need not touch.
     */
    private volatile @Nullable Object shared;

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

    /** Why there is no payload. */
    enum Nothing {
        /** There is no entry. */
        ABSENT,
        /** There is one, and it does not decode. */
        UNREADABLE,
        /** There is a value to share instead. */
        SHARED
    }

    @Override
    int weight() {
        return weight;
    }

    Object held() {
        return held;
    }

    /** Notes that there is no value to pass on. */
    void hold(Nothing instead) {
        held = instead;
    }

    @Nullable
    Object shared() {
        return shared;
    }

    /** Lets go of the payload for a value that callers can share. */
    void share(Object value) {
        shared = value;
        held = Nothing.SHARED;
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
