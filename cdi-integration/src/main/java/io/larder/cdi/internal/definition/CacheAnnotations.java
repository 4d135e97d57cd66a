package io.larder.cdi.internal.definition;

import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** JCache's caching annotations, and where they are found: where CDI finds interceptor bindings. */
public final class CacheAnnotations {

    /** All of them. */
    public static final List<Class<? extends Annotation>> TYPES =
            List.of(CacheResult.class, CachePut.class, CacheRemove.class, CacheRemoveAll.class);

    private CacheAnnotations() {}

    /**
     * Returns the caching annotations of a method or of a class: those that it has itself or, if it has none, those of
     * its stereotypes and interceptor bindings. No annotation is inherited, unless by an {@code @Inherited} stereotype.
     */
    static List<Annotation> on(AnnotatedElement element) {
        Annotation[] all = element.getAnnotations();
        List<Annotation> found = new ArrayList<>();
        addOwn(all, found);
        if (found.isEmpty()) {
            addCarried(all, found, new HashSet<>());
        }
        return found;
    }

    /** Returns the annotation of a type that an element has: its own or, if it has none, that of a stereotype or binding. */
    static <A extends Annotation> @Nullable A find(AnnotatedElement element, Class<A> type) {
        return find(element, type, new HashSet<>());
    }

    private static <A extends Annotation> @Nullable A find(
            AnnotatedElement element, Class<A> type, Set<Class<?>> seen) {
        A own = element.getAnnotation(type);
        if (own != null) {
            return own;
        }
        for (Annotation annotation : element.getAnnotations()) {
            Class<? extends Annotation> carrier = annotation.annotationType();
            A carried = isCarrier(carrier) && seen.add(carrier) ? find(carrier, type, seen) : null;
            if (carried != null) {
                return carried;
            }
        }
        return null;
    }

    private static void addOwn(Annotation[] annotations, List<Annotation> found) {
        Arrays.stream(annotations)
                .filter(annotation -> TYPES.contains(annotation.annotationType()))
                .forEach(found::add);
    }

    private static void addCarried(Annotation[] annotations, List<Annotation> found, Set<Class<?>> seen) {
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> carrier = annotation.annotationType();
            if (isCarrier(carrier) && seen.add(carrier)) {
                addOwn(carrier.getAnnotations(), found);
                addCarried(carrier.getAnnotations(), found, seen);
            }
        }
    }

    private static boolean isCarrier(Class<? extends Annotation> type) {
        return type.isAnnotationPresent(Stereotype.class) || type.isAnnotationPresent(InterceptorBinding.class);
    }

    /**
     * Returns what {@code @CacheDefaults} says for a bean: that of its class or of the nearest superclass that has one.
     */
    static Settings defaultsOf(Class<?> beanClass) {
        for (Class<?> type = beanClass; type != null; type = type.getSuperclass()) {
            CacheDefaults defaults = type.getAnnotation(CacheDefaults.class);
            if (defaults != null) {
                return Settings.of(defaults);
            }
        }
        return Settings.NONE;
    }
}
