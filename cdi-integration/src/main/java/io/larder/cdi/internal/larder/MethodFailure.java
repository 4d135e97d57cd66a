package io.larder.cdi.internal.larder;

import org.jspecify.annotations.Nullable;

/** Carries what a method threw through the cache, checked exceptions included. */
final class MethodFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private MethodFailure(Throwable thrown) {
        super(thrown.getClass().getName(), thrown, false, false);
    }

    /**
     * Returns what carries something that a method threw.
     *
     * @throws Error what was thrown, if it is one: nothing has to carry that
     */
    static MethodFailure of(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new MethodFailure(thrown);
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

    /** Throws what the method threw as it is, whatever it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> T unchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
