package io.larder.cdi.internal.interceptor;

import io.larder.cdi.annotation.InvalidateTags;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/** Intercepts methods with {@code @InvalidateTags}. */
@Interceptor
@InvalidateTags({})
@Priority(AnnotationInterceptor.INVALIDATING)
public class InvalidateTagsInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public InvalidateTagsInterceptor() {
        super(InvalidateTags.class);
    }
}
