package io.larder.internal.codec;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are dear to make and that one thread at a time uses. Thread-safe; never waits, and never makes threads meet
 * as long as there are fewer of them than places.
 *
 * <p>A thread begins to look at a place of its own, so it mostly gets the object that it gave back last, which is still in
 * the caches of its processor. Kryo's own pool is one queue: all threads change its two ends, and what they get is what has
 * not been used for longest.
 *
 * @param <T> the type of object
 */
final class ObjectPool<T> {

    /** More than there are threads that run at the same time on most machines. A power of two. */
    static final int PLACES = 32;

    /** As many references as fit into the memory that processors take from each other as a whole. */
    private static final int APART = 16;

    private final AtomicReferenceArray<@Nullable T> places = new AtomicReferenceArray<>(PLACES * APART);
    private final Supplier<? extends T> maker;

    /** Begins empty. */
    ObjectPool(Supplier<? extends T> maker) {
        this.maker = maker;
    }

    /** Returns an object that nobody else has until it is given back; a new one if there is none. */
    T take() {
        int own = ownPlace();
        for (int i = 0; i < PLACES; i++) {
            int place = placeAfter(own, i);
            if (places.get(place) != null) {
                T taken = places.getAndSet(place, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return maker.get();
    }

    /** Keeps an object for the next one who needs it, unless all places are full. */
    void giveBack(T object) {
        int own = ownPlace();
        for (int i = 0; i < PLACES; i++) {
            int place = placeAfter(own, i);
            if (places.get(place) == null && places.compareAndSet(place, null, object)) {
                return;
            }
        }
    }

    private static int ownPlace() {
        return (int) Thread.currentThread().getId();
    }

    private static int placeAfter(int own, int further) {
        return (own + further & PLACES - 1) * APART;
    }

    /** Lets go of what was given back. */
    void clear() {
        for (int place = 0; place < places.length(); place += APART) {
            places.set(place, null);
        }
    }
}
