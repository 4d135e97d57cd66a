package io.larder.cdi.internal.method;

import io.larder.cdi.internal.definition.ExceptionFilter;
import io.larder.cdi.internal.definition.MethodDefinition;
import jakarta.interceptor.InvocationContext;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When a change of the cache is made: before the method is called, or after it succeeded or failed in one of some ways.
 *
 * @param afterInvocation whether it is made afterwards
 * @param filter the exceptions after which it is made all the same
 * @param asynchronous whether the method returns a stage
 */
record ChangeAround(boolean afterInvocation, ExceptionFilter filter, boolean asynchronous) {

    /** What an annotation says of a method; without {@code included} and {@code excluded} no exception is followed by a change. */
    static ChangeAround of(
            MethodDefinition<?> method,
            boolean afterInvocation,
            Class<? extends Throwable>[] included,
            Class<? extends Throwable>[] excluded) {
        return new ChangeAround(
                afterInvocation, ExceptionFilter.noneUnless(included, excluded), method.isAsynchronous());
    }

    /**
     * Calls the method, and makes the change when it is time.
     *
     * @param change finds cache and key, in the calling thread; what it returns makes the change, in whatever thread.
     *     Cache and key are found as late as that allows, so that a method may complete the objects that the key is
     *     made of
     */
    @Nullable
    Object invoke(InvocationContext call, Supplier<Runnable> change) throws Exception {
        if (!afterInvocation) {
            change.get().run();
            return call.proceed();
        }
        return after(call, asynchronous ? change.get() : () -> change.get().run());
    }

    private @Nullable Object after(InvocationContext call, Runnable change) throws Exception {
        return Outcome.of(call, asynchronous, value -> change.run(), exception -> {
            if (filter.includes(exception)) {
                change.run();
            }
        });
    }
}
