package io.larder.internal.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.larder.internal.store.StoredEntry;
import java.util.Collection;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The slots between two moments at which everything is forgotten. To forget is to take another generation: nobody looks
 * at the old one again, and what is still installed into it is lost with it. Thread-safe.
 */
final class Generation {

    private final Cache<Object, Slot> cache;
    private final ConcurrentMap<Object, Slot> slots;
    private final TagMarks marks = new TagMarks();
    private final LongAdder invalidations;

    /**
     * Begins.
     *
     * @param invalidations counts what goes because something was told of it
     */
    Generation(NearLimits limits, LongAdder invalidations) {
        this.invalidations = invalidations;
        // Housekeeping in the calling thread: threads of the common pool would keep an application's class loader.
        Caffeine<Object, Object> builder = Caffeine.newBuilder().executor(Runnable::run);
        cache = limits.maximumWeight()
                .<Cache<Object, Slot>>map(weight -> builder.maximumWeight(weight)
                        .<Object, Slot>weigher((key, slot) -> slot.weight())
                        .build())
                .orElseGet(() -> builder.maximumSize(limits.maximumSize()).build());
        slots = cache.asMap();
    }

    @Nullable
    Slot find(Object key) {
        return cache.getIfPresent(key);
    }

    /** Reserves the slot of a key, unless somebody else has, or something is kept that can still be passed on. */
    @Nullable
    Reservation reserve(Object key, long nowNanos) {
        Reservation mine = new Reservation(nowNanos, marks.position());
        Slot there = slots.putIfAbsent(key, mine);
        if (there instanceof Kept kept && kept.isOver(nowNanos) && slots.replace(key, kept, mine)) {
            count(kept);
            return mine;
        }
        return there == null ? mine : null;
    }

    private void count(Kept over) {
        if (over.isInvalidated()) {
            invalidations.increment();
        }
    }

    /** Keeps the answer that a reservation was made for, if the slot is still that reservation. */
    void settle(Object key, Reservation own, @Nullable Long version, @Nullable Kept answer) {
        own.settle(
                version,
                () -> {
                    if (answer == null) {
                        slots.remove(key, own);
                    } else {
                        slots.replace(key, own, answer);
                    }
                },
                () -> slots.remove(key, own));
    }

    /** Gives a reservation up. */
    void abandon(Object key, Reservation own) {
        slots.remove(key, own);
    }

    /** Takes note of an answer that is not that of the slot's own reservation: the slot is no newer, or it goes. */
    void observe(Object key, @Nullable Long version) {
        for (Slot slot = slots.get(key); slot != null; slot = slots.get(key)) {
            if (slot instanceof Kept kept) {
                if (!kept.isOf(version)) {
                    slots.remove(key, kept);
                }
                return;
            }
            if (slot instanceof Reservation reservation && reservation.observe(version)) {
                return;
            }
        }
    }

    /** Kills the slot of a key, whatever it is. */
    void kill(Object key) {
        if (slots.remove(key) != null) {
            invalidations.increment();
        }
    }

    /** Kills what has one of these tags, and what is being asked for and turns out to have one. */
    void killTagged(Collection<String> tags) {
        marks.invalidate(tags);
    }

    /** Returns the marks for what was read, {@code null} if one of its tags was invalidated since it was asked for. */
    TagMark @Nullable [] marksOf(StoredEntry entry, Reservation own) {
        return marks.of(entry.tags(), own.tagsBefore());
    }

    /** Lets go of what must not be passed on any more. */
    void sweep(long nowNanos) {
        slots.forEach((key, slot) -> {
            if (slot instanceof Kept kept && kept.isOver(nowNanos) && slots.remove(key, kept)) {
                count(kept);
            }
        });
        marks.tidy();
    }

    long size() {
        return cache.estimatedSize();
    }

    /** Returns about how many marks of tags there are. */
    long marks() {
        return marks.size();
    }
}
