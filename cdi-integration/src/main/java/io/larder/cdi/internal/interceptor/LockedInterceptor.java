package io.larder.cdi.internal.interceptor;

import io.larder.cdi.annotation.Locked;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/** Intercepts methods with {@code @Locked}. */
@Interceptor
@Locked(key = "")
@Priority(AnnotationInterceptor.LOCKED)
public class LockedInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public LockedInterceptor() {
        super(Locked.class);
    }
}
