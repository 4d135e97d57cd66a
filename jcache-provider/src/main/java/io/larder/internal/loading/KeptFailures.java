package io.larder.internal.loading;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which failures of loaders are remembered, and for how long. Immutable.
 *
 * @param millis how long; 0 if none is
 * @param classes the names of their classes; those that extend them are meant too
 */
public record KeptFailures(long millis, Set<String> classes) {

    /** None. */
    public static final KeptFailures NONE = new KeptFailures(0, Set.of());

    /** Failures cause each other in a circle where somebody has made one. */
    private static final int LONGEST_CHAIN = 100;

    /** Copies the names. */
    public KeptFailures {
        classes = Set.copyOf(classes);
    }

    /** Returns the name of the class of the failure to remember: this one, or the first among its causes; empty if none is. */
    public Optional<String> find(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; millis > 0 && cause != null && i < LONGEST_CHAIN; i++) {
            if (isKept(cause.getClass())) {
                return Optional.of(cause.getClass().getName());
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** By name: which loader has loaded the class does not matter. */
    private boolean isKept(@Nullable Class<?> type) {
        return type != null && (classes.contains(type.getName()) || isKept(type.getSuperclass()));
    }
}
