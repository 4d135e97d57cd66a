package io.larder.cdi.internal.interceptor;

import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;
import javax.cache.annotation.CacheRemove;

/** Intercepts methods with {@code @CacheRemove}. */
@Interceptor
@CacheRemove
@Priority(CacheInterceptor.PRIORITY)
public class CacheRemoveInterceptor extends CacheInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public CacheRemoveInterceptor() {
        super(CacheRemove.class);
    }
}
