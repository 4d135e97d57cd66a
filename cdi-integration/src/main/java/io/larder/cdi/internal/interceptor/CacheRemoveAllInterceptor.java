package io.larder.cdi.internal.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import javax.cache.annotation.CacheRemoveAll;

/** Intercepts methods with {@code @CacheRemoveAll}. */
@Interceptor
@CacheRemoveAll
@Priority(AnnotationInterceptor.CACHING)
public class CacheRemoveAllInterceptor extends AnnotationInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public CacheRemoveAllInterceptor() {
        super(CacheRemoveAll.class);
    }
}
