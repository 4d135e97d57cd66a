package io.larder.cdi.internal.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import javax.cache.annotation.CachePut;

/** Intercepts methods with {@code @CachePut}. */
@Interceptor
@CachePut
@Priority(AnnotationInterceptor.CACHING)
public class CachePutInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public CachePutInterceptor() {
        super(CachePut.class);
    }
}
