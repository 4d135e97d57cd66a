package io.larder.cdi.internal.definition;

import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.Locked;
import io.larder.cdi.internal.error.AnnotationErrors;
import io.larder.cdi.internal.error.LarderErrors;
import jakarta.interceptor.Interceptor;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;

/**
 * Reads the annotations of one class, and judges them.
 *
 * <p>A method's own annotation stands for that of the class, of whatever kind either is. An annotation of the class is
 * for the methods that it fits: {@code @CacheResult} for those with a result, {@code @CachePut} for those with a value.
 */
final class BeanReader {

    private final Class<?> beanClass;
    private final Settings defaults;
    private final List<Annotation> ofClass;
    private final Map<Method, MethodDefinition<?>> methods = new HashMap<>();
    private final Map<Method, Additions> additions = new HashMap<>();
    private final List<RuntimeException> problems = new ArrayList<>();

    BeanReader(Class<?> beanClass) {
        this.beanClass = beanClass;
        this.defaults = CacheAnnotations.defaultsOf(beanClass);
        this.ofClass = isInterceptor(beanClass) ? List.of() : CacheAnnotations.on(beanClass);
    }

    /** An interceptor's annotation says what it is for, not that its own methods are cached. */
    private static boolean isInterceptor(Class<?> beanClass) {
        return beanClass.isAnnotationPresent(Interceptor.class);
    }

    BeanDefinition read() {
        if (ofClass.size() > 1) {
            problems.add(AnnotationErrors.severalAnnotations(beanClass.getName(), ofClass));
        }
        for (Method method : BeanMethods.of(beanClass)) {
            read(method);
            readAdditions(method);
        }
        return new BeanDefinition(beanClass, Map.copyOf(methods), Map.copyOf(additions), List.copyOf(problems));
    }

    private void read(Method method) {
        List<Annotation> own = CacheAnnotations.on(method);
        if (own.size() > 1) {
            problems.add(AnnotationErrors.severalAnnotations(CacheNames.of(method), own));
        } else if (own.size() == 1) {
            readOwn(method, own.get(0));
        } else if (ofClass.size() == 1 && isIntercepted(method) && fits(method, ofClass.get(0))) {
            add(MethodDefinition.of(method, ofClass.get(0), defaults));
        }
    }

    private void readAdditions(Method method) {
        Additions found =
                Additions.of(method, isInterceptor(beanClass) || !isIntercepted(method) ? null : beanClass, defaults);
        if (found.isEmpty()) {
            return;
        }
        if (!isIntercepted(method)) {
            problems.add(AnnotationErrors.neverIntercepted(
                    found.displayName(), found.all().get(0).annotationType()));
        } else {
            judge(found);
            additions.put(method, found);
        }
    }

    private void judge(Additions found) {
        MethodDefinition<?> caching = methods.get(found.method());
        boolean writes = caching != null
                && (caching.cacheAnnotation() instanceof CacheResult || caching.cacheAnnotation() instanceof CachePut);
        for (Annotation annotation : found.all()) {
            if (!writes && (annotation instanceof CacheOptions || annotation instanceof CacheTags)) {
                problems.add(LarderErrors.nothingToApplyTo(found.displayName(), annotation.annotationType()));
            } else if (found.isAsynchronous() && (annotation instanceof Locked || annotation instanceof Guarded)) {
                problems.add(LarderErrors.lockedStage(found.displayName(), annotation.annotationType()));
            }
        }
    }

    private void readOwn(Method method, Annotation annotation) {
        MethodDefinition<?> definition = MethodDefinition.of(method, annotation, defaults);
        if (!isIntercepted(method)) {
            problems.add(AnnotationErrors.neverIntercepted(definition.displayName(), annotation.annotationType()));
        } else if (annotation instanceof CacheResult && !hasResult(method)) {
            problems.add(AnnotationErrors.noResultToCache(definition.displayName(), method.getReturnType()));
        } else if (annotation instanceof CachePut && definition.parameters().values() == 0) {
            problems.add(AnnotationErrors.noValueToPut(definition.displayName()));
        } else {
            add(definition);
        }
    }

    private void add(MethodDefinition<?> definition) {
        long values = definition.parameters().values();
        Annotation annotation = definition.cacheAnnotation();
        if (values > 0 && !(annotation instanceof CachePut)) {
            problems.add(AnnotationErrors.valueWithoutPut(definition.displayName(), annotation.annotationType()));
        } else if (values > 1) {
            problems.add(AnnotationErrors.severalValues(definition.displayName()));
        } else {
            methods.put(definition.method(), definition);
        }
    }

    private static boolean fits(Method method, Annotation annotation) {
        return annotation instanceof CacheResult
                ? hasResult(method)
                : !(annotation instanceof CachePut) || Parameters.of(method).values() > 0;
    }

    private static boolean isIntercepted(Method method) {
        return !Modifier.isPrivate(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
    }

    private static boolean hasResult(Method method) {
        Class<?> type = method.getReturnType();
        return MethodDefinition.isAsynchronous(type) || !(isUsedUp(type) || type == void.class || type == Void.class);
    }

    /** What serves one caller, once, and is no value. */
    private static boolean isUsedUp(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(type)
                || Future.class.isAssignableFrom(type)
                || BaseStream.class.isAssignableFrom(type);
    }
}
