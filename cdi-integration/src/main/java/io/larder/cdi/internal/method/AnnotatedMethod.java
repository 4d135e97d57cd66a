package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.CacheAnnotations;
import io.larder.cdi.internal.error.AnnotationErrors;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * What annotations put around a method, ready to be called. Thread-safe.
 *
 * @param caching for JCache's annotation, {@code null} if it has none
 * @param added for Larder's own, {@code null} if it has none
 */
record AnnotatedMethod(
        @Nullable CachedMethod<?> caching, @Nullable AddedMethod added) {

    /**
     * Calls the method, and does what its annotation of this kind asks for. If its caching annotation is of another kind, another
     * interceptor will do that, or the annotation of the class does not fit this method.
     */
    @Nullable
    Object invoke(Class<? extends Annotation> kind, InvocationContext call) throws Exception {
        if (CacheAnnotations.TYPES.contains(kind)) {
            return caching != null && kind.isInstance(caching.definition().cacheAnnotation())
                    ? caching.invoke(call)
                    : call.proceed();
        }
        if (added == null) {
            throw AnnotationErrors.unknownMethod(
                    call.getMethod().toString(), call.getTarget().getClass());
        }
        return added.invoke(kind, call);
    }
}
