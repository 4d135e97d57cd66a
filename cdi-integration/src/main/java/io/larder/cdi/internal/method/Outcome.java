package io.larder.cdi.internal.method;

import jakarta.interceptor.InvocationContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a method and then does something about how it ended. A method that returns a stage has ended when that stage is
 * complete; its caller gets a stage of its own, that is complete when everything is done.
 */
final class Outcome {

    private Outcome() {}

    /**
     * Calls the method and returns what it returns, or throws what it throws.
     *
     * @param asynchronous whether the result is a stage
     * @param onValue gets what the method returned, or what its stage was completed with; what it throws, the caller
     *     gets
     * @param onException gets what the method threw, or what its stage failed with; what it throws itself is suppressed
     */
    static @Nullable Object of(
            InvocationContext call,
            boolean asynchronous,
            Consumer<@Nullable Object> onValue,
            Consumer<Throwable> onException)
            throws Exception {
        Object result;
        try {
            result = call.proceed();
        } catch (Throwable e) {
            tell(onException, e);
            throw e;
        }
        if (asynchronous && result instanceof CompletionStage<?> stage) {
            return after(stage, onValue, onException);
        }
        onValue.accept(result);
        return result;
    }

    private static CompletionStage<@Nullable Object> after(
            CompletionStage<?> stage, Consumer<@Nullable Object> onValue, Consumer<Throwable> onException) {
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        stage.whenComplete((value, exception) -> {
            try {
                if (exception == null) {
                    onValue.accept(value);
                    answer.complete(value);
                } else {
                    tell(onException, causeOf(exception));
                    answer.completeExceptionally(exception);
                }
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private static Throwable causeOf(Throwable exception) {
        return exception instanceof CompletionException wrapper && wrapper.getCause() != null
                ? wrapper.getCause()
                : exception;
    }

    private static void tell(Consumer<Throwable> onException, Throwable exception) {
        try {
            onException.accept(exception);
        } catch (RuntimeException e) {
            exception.addSuppressed(e);
        }
    }
}
