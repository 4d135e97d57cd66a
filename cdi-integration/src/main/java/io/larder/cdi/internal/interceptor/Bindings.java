package io.larder.cdi.internal.interceptor;

import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import io.larder.cdi.internal.definition.CacheAnnotations;
import java.lang.annotation.Annotation;
import java.util.List;

/** What a container has to be told: JCache's annotations are no interceptor bindings by themselves. */
public final class Bindings {

    /**
     * The annotations, each of which is to become an interceptor binding with non-binding members: those of the API
     * carry {@code javax.enterprise.util.Nonbinding}, which Jakarta containers do not know.
     */
    public static final List<Class<? extends Annotation>> ALL = CacheAnnotations.TYPES;

    /** Larder's own, which are interceptor bindings by themselves; where nobody looks into this jar, they have to be named. */
    public static final List<Class<? extends Annotation>> OWN =
            List.of(Locked.class, Guarded.class, InvalidateTags.class);

    private Bindings() {}
}
