package io.larder.cdi.internal.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import javax.cache.annotation.CacheRemove;

/** Intercepts methods with {@code @CacheRemove}. */
@Interceptor
@CacheRemove
@Priority(AnnotationInterceptor.CACHING)
public class CacheRemoveInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public CacheRemoveInterceptor() {
        super(CacheRemove.class);
    }
}
