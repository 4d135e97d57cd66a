package io.larder.internal.codec;

import io.larder.internal.error.CodecErrors;
import java.io.ObjectInputFilter;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which classes may go into a cache and come out of it. Immutable and thread-safe; looks at names, modifiers and
 * supertypes only, so that asking about a class never initialises it.
 *
 * <p>JDK value types are always allowed. Of the others, where patterns are configured: those that they allow; where
 * none are: application classes that are on no list of {@link DeniedClasses}. A denied class needs to be allowed by its
 * full name: no wildcard opens that door.
 */
final class ClassFilter {

    private final @Nullable ObjectInputFilter configured;
    private final Set<String> allowedByName;

    /**
     * Creates a filter.
     *
     * @param patterns in the syntax of {@code ObjectInputFilter.Config}; empty for the default
     * @throws javax.cache.CacheException if a pattern does not parse
     */
    ClassFilter(List<String> patterns) {
        configured = patterns.isEmpty() ? null : parse(String.join(";", patterns));
        allowedByName = patterns.stream()
                .flatMap(pattern -> Arrays.stream(pattern.split(";", -1)))
                .filter(pattern -> !pattern.startsWith("!") && !pattern.contains("*"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable ObjectInputFilter parse(String patterns) {
        try {
            return ObjectInputFilter.Config.createFilter(patterns);
        } catch (IllegalArgumentException e) {
            throw CodecErrors.badClassPattern(e);
        }
    }

    /**
     * Returns the class if it is allowed.
     *
     * @throws javax.cache.CacheException if it is not
     */
    Class<?> require(Class<?> type) {
        if (!allows(type)) {
            throw CodecErrors.classRefused(type);
        }
        return type;
    }

    boolean allows(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) {
            element = element.getComponentType();
        }
        return element.isPrimitive() || SafeJdkTypes.contain(element) || allowsOther(element);
    }

    private boolean allowsOther(Class<?> type) {
        if (type.isHidden() || DeniedClasses.isNoValue(type)) {
            return false;
        }
        if (Proxy.isProxyClass(type)) {
            return Arrays.stream(type.getInterfaces()).allMatch(this::allows);
        }
        if (DeniedClasses.contain(type.getName()) && !allowedByName.contains(type.getName())) {
            return false;
        }
        return configured == null ? !JdkClasses.contains(type) : ClassOnly.isAllowedBy(configured, type);
    }
}
