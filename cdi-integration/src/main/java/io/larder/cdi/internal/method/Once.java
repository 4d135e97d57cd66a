package io.larder.cdi.internal.method;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that is made when it is first needed, once unless that fails. Thread-safe. */
final class Once<T> {

    private final Supplier<T> maker;
    private volatile @Nullable T made;

    Once(Supplier<T> maker) {
        this.maker = maker;
    }

    T get() {
        T there = made;
        return there == null ? make() : there;
    }

    private synchronized T make() {
        T there = made;
        if (there == null) {
            there = maker.get();
            made = there;
        }
        return there;
    }
}
