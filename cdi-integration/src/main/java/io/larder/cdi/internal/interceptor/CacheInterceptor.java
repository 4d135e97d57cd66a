package io.larder.cdi.internal.interceptor;

import io.larder.cdi.internal.method.CachedMethods;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the interceptors of the four annotations have in common. Serializable, for beans that are passivated. */
public abstract class CacheInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Inside transactions and security, which come with the platform; outside what the application adds, which a hit
     * leaves out.
     */
    static final int PRIORITY = Interceptor.Priority.LIBRARY_BEFORE + 100;

    /** All of them. */
    public static final List<Class<? extends CacheInterceptor>> ALL = List.of(
            CacheResultInterceptor.class,
            CachePutInterceptor.class,
            CacheRemoveInterceptor.class,
            CacheRemoveAllInterceptor.class);

    private final Class<? extends Annotation> kind;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"}) // the container's proxy, which is serializable
    private CachedMethods methods;

    CacheInterceptor(Class<? extends Annotation> kind) {
        this.kind = kind;
    }

    /** Called by the container in the place of an annotated method. */
    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext call) throws Exception {
        return methods.invoke(kind, call);
    }
}
