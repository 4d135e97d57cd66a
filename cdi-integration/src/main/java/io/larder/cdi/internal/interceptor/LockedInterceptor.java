package io.larder.cdi.internal.interceptor;

import io.larder.cdi.annotation.Locked;
import jakarta.annotation.Priority;
import jakarta.interceptor.Interceptor;

/** Intercepts methods with {@code @Locked}. */
@Interceptor
@Locked(key = "")
@Priority(AddedInterceptor.LOCKED)
public class LockedInterceptor extends AddedInterceptor {

    private static final long serialVersionUID = 1L;

    /** For containers. */
    public LockedInterceptor() {
        super(Locked.class);
    }
}
