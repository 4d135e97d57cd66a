package io.larder.cdi.internal.larder;

import org.jspecify.annotations.Nullable;

/** Carries what a method threw through the cache, checked exceptions included. */
final class MethodFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MethodFailure(Throwable thrown) {
        super(thrown.getClass().getName(), thrown, false, false);
    }

    /** Returns what the method threw, {@code null} if something else went wrong. */
    static @Nullable Throwable thrownIn(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof MethodFailure carrier) {
                return carrier.getCause();
            }
        }
        return null;
    }
}
