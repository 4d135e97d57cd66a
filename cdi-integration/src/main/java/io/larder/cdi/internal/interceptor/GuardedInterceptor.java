package io.larder.cdi.internal.interceptor;

import io.larder.cdi.annotation.Guarded;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/** Intercepts methods with {@code @Guarded}. */
@Interceptor
@Guarded(key = "")
@Priority(AnnotationInterceptor.GUARDED)
public class GuardedInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public GuardedInterceptor() {
        super(Guarded.class);
    }
}
