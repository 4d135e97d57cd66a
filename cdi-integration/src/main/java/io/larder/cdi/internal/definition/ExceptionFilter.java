package io.larder.cdi.internal.definition;

import java.util.List;

/**
 * Tells exceptions apart as the annotations do: {@code cachedExceptions} from {@code nonCachedExceptions}, {@code
 * evictFor} from {@code noEvictFor}, {@code cacheFor} from {@code noCacheFor}.
 *
 * @param included what is let through, with its subclasses; all, if this is empty and {@code excluded} is not
 * @param excluded what is not let through, with its subclasses, whatever {@code included} says
 * @param whenBothEmpty whether anything is let through where both are empty
 */
public record ExceptionFilter(
        List<Class<? extends Throwable>> included, List<Class<? extends Throwable>> excluded, boolean whenBothEmpty) {

    /** Returns a filter that lets everything through where nothing is given. */
    public static ExceptionFilter allUnless(
            Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded) {
        return new ExceptionFilter(List.of(included), List.of(excluded), true);
    }

    /** Returns a filter that lets nothing through where nothing is given. */
    public static ExceptionFilter noneUnless(
            Class<? extends Throwable>[] included, Class<? extends Throwable>[] excluded) {
        return new ExceptionFilter(List.of(included), List.of(excluded), false);
    }

    /** Whether this exception is let through. */
    public boolean includes(Throwable exception) {
        if (included.isEmpty() && excluded.isEmpty()) {
            return whenBothEmpty;
        }
        return (included.isEmpty() || isAnyOf(included, exception)) && !isAnyOf(excluded, exception);
    }

    private static boolean isAnyOf(List<Class<? extends Throwable>> types, Throwable exception) {
        return types.stream().anyMatch(type -> type.isInstance(exception));
    }
}
