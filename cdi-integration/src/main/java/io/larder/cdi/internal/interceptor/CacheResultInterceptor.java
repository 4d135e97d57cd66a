package io.larder.cdi.internal.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import javax.cache.annotation.CacheResult;

/** Intercepts methods with {@code @CacheResult}. */
@Interceptor
@CacheResult
@Priority(AnnotationInterceptor.CACHING)
public class CacheResultInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public CacheResultInterceptor() {
        super(CacheResult.class);
    }
}
