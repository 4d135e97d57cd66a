package io.larder.cdi.internal.method;

import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.larder.Guarding;
import io.larder.cdi.internal.larder.LarderSupport;
import io.larder.cdi.internal.larder.Locking;
import io.larder.cdi.internal.larder.TagInvalidation;
import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/**
 * What Larder's own annotations put around a method. Thread-safe.
 *
 * @param asynchronous whether the method returns a stage
 */
record AddedMethod(
        boolean asynchronous,
        @Nullable Locking lock,
        @Nullable Guarding guard,
        @Nullable TagInvalidation invalidation) {

    /**
     * Reads the annotations.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in them is wrong
     */
    static AddedMethod of(Additions additions, LarderSupport larder) {
        Locked locked = additions.lock();
        Guarded guarded = additions.guard();
        InvalidateTags invalidating = additions.invalidation();
        return new AddedMethod(
                additions.isAsynchronous(),
                locked == null ? null : larder.locking(additions, locked),
                guarded == null ? null : larder.guarding(additions, guarded),
                invalidating == null ? null : larder.invalidation(additions, invalidating));
    }

    /** Calls the method, with what the annotation of this kind asks for. */
    @Nullable
    Object invoke(Class<? extends Annotation> kind, InvocationContext call) throws Exception {
        if (kind == Locked.class && lock != null) {
            return lock.invoke(call);
        } else if (kind == Guarded.class && guard != null) {
            return guard.invoke(call);
        } else if (kind == InvalidateTags.class && invalidation != null) {
            return invalidating(call, invalidation);
        }
        return call.proceed();
    }

    private @Nullable Object invalidating(InvocationContext call, TagInvalidation named) throws Exception {
        @Nullable Object[] arguments = call.getParameters();
        return Outcome.of(call, asynchronous, value -> named.run(arguments, value), exception -> {});
    }
}
