package io.larder.cdi.internal.definition;

import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Larder's own annotations of one method. Immutable.
 *
 * @param method the method
 * @param defaultCache what {@code @CacheDefaults} calls the cache, empty if nothing
 * @param options the terms of its entries
 * @param tags the tags of its entries
 * @param invalidation what it invalidates
 * @param lock the lock around it
 * @param guard the guard around it
 */
public record Additions(
        Method method,
        String defaultCache,
        @Nullable CacheOptions options,
        @Nullable CacheTags tags,
        @Nullable InvalidateTags invalidation,
        @Nullable Locked lock,
        @Nullable Guarded guard) {

    /**
     * Reads those of a method and, for what a method can have around it, those of its class where it has none itself.
     *
     * @param ofClass the class of the bean, {@code null} if its annotations are not for its methods
     */
    static Additions of(Method method, @Nullable Class<?> ofClass, Settings defaults) {
        return new Additions(
                method,
                defaults.cacheName(),
                CacheAnnotations.find(method, CacheOptions.class),
                CacheAnnotations.find(method, CacheTags.class),
                around(method, ofClass, InvalidateTags.class),
                around(method, ofClass, Locked.class),
                around(method, ofClass, Guarded.class));
    }

    private static <A extends Annotation> @Nullable A around(Method method, @Nullable Class<?> ofClass, Class<A> type) {
        A own = CacheAnnotations.find(method, type);
        return own != null || ofClass == null ? own : CacheAnnotations.find(ofClass, type);
    }

    /** Returns those that are there. */
    public List<Annotation> all() {
        return Stream.<@Nullable Annotation>of(options, tags, invalidation, lock, guard)
                .filter(Objects::nonNull)
                .map(Annotation.class::cast)
                .toList();
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return all().isEmpty();
    }

    /** Whether the terms of entries are among them. */
    public boolean concernEntries() {
        return options != null || tags != null;
    }

    /** Returns the method's name in messages. */
    public String displayName() {
        return CacheNames.of(method);
    }

    /** Whether the method returns a stage. */
    public boolean isAsynchronous() {
        return MethodDefinition.isAsynchronous(method.getReturnType());
    }
}
