package io.larder.internal.near;

import io.larder.internal.codec.ClassOnly;
import java.io.ObjectInputFilter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose instances several callers can share: those of the JDK's immutable values, and what is configured. Immutable. */
final class ImmutableClasses {

    private static final Set<Class<?>> VALUES = Set.of(
            String.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            Character.class,
            Boolean.class,
            Double.class,
            Float.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            URI.class,
            Locale.class,
            Currency.class);

    private final @Nullable ObjectInputFilter configured;

    /**
     * Knows the JDK's own, and more.
     *
     * @param patterns class patterns, checked already
     */
    ImmutableClasses(List<String> patterns) {
        configured = patterns.isEmpty() ? null : ObjectInputFilter.Config.createFilter(String.join(";", patterns));
    }

    boolean contain(Class<?> type) {
        return VALUES.contains(type)
                || Enum.class.isAssignableFrom(type)
                || type.getPackageName().equals("java.time")
                || (configured != null && ClassOnly.isAllowedBy(configured, type));
    }
}
