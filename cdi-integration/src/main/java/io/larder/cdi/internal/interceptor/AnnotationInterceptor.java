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

/** What the interceptors of the annotations have in common. Serializable, for beans that are passivated. */
public abstract class AnnotationInterceptor implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * Those of Larder's own annotations are outside transactions, whose interceptor has the priority {@code PLATFORM_BEFORE +
     * 200}: a lock that was given back before the commit would protect nothing, and a tag that was invalidated before it could
     * be put again with the old value.
     */
    static final int LOCKED = Interceptor.Priority.PLATFORM_BEFORE + 150;

    static final int GUARDED = Interceptor.Priority.PLATFORM_BEFORE + 160;
    static final int INVALIDATING = Interceptor.Priority.PLATFORM_BEFORE + 170;

    /**
     * Inside transactions and security, which come with the platform; outside what the application adds, which a hit
     * leaves out.
     */
    static final int CACHING = Interceptor.Priority.LIBRARY_BEFORE + 100;

    /** All of them. */
    public static final List<Class<? extends AnnotationInterceptor>> ALL = List.of(
            LockedInterceptor.class,
            GuardedInterceptor.class,
            InvalidateTagsInterceptor.class,
            CacheResultInterceptor.class,
            CachePutInterceptor.class,
            CacheRemoveInterceptor.class,
            CacheRemoveAllInterceptor.class);

    private final Class<? extends Annotation> kind;

    @Inject
    @SuppressWarnings({"NullAway.Init", "serial"}) // the container's proxy, which is serializable
    private CachedMethods methods;

    AnnotationInterceptor(Class<? extends Annotation> kind) {
        this.kind = kind;
    }

    /** Called by the container in the place of an annotated method. */
    @AroundInvoke
    @Nullable
    Object intercept(InvocationContext call) throws Exception {
        return methods.invoke(kind, call);
    }
}
