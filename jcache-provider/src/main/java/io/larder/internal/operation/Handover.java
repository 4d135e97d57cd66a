package io.larder.internal.operation;

import io.larder.internal.error.CacheErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer for a caller who does not wait: taken from the store's thread to one of the manager's, and made into what the
 * caller asked for there. Cancelled, it cancels the request.
 *
 * @param <T> what the caller asked for
 */
public final class Handover<T extends @Nullable Object> extends CompletableFuture<T> {

    private volatile @Nullable Future<?> request;

    private Handover() {}

    /**
     * Takes over.
     *
     * @param request the store's answer
     * @param executor where it is made into something
     * @param reading makes something of it
     */
    static <R, T extends @Nullable Object> Handover<T> of(
            CompletionStage<R> request, Executor executor, Function<R, T> reading) {
        Handover<T> handover = new Handover<>();
        handover.request = request.toCompletableFuture();
        request.whenComplete(
                (answer, failure) -> handover.run(executor, () -> reading.apply(answerOf(answer, failure))));
        return handover;
    }

    /** Has a manager's thread do what a caller does who waits; cancelled before it begins, it never does. */
    public static <T extends @Nullable Object> Handover<T> of(Executor executor, Supplier<T> operation) {
        Handover<T> handover = new Handover<>();
        handover.run(executor, operation);
        return handover;
    }

    private void run(Executor executor, Supplier<T> operation) {
        if (isDone()) {
            return; // cancelled
        }
        try {
            executor.execute(() -> complete(operation));
        } catch (RejectedExecutionException e) {
            // The manager has closed meanwhile. Still not on the store's thread: whoever depends on this may block.
            ForkJoinPool.commonPool().execute(() -> completeExceptionally(CacheErrors.managerClosed()));
        }
    }

    private void complete(Supplier<T> operation) {
        if (isDone()) {
            return; // cancelled
        }
        try {
            complete(operation.get());
        } catch (RuntimeException | Error e) {
            completeExceptionally(causeOf(e));
        }
    }

    private static <R> R answerOf(R answer, @Nullable Throwable failure) {
        if (failure != null) {
            throw new CompletionException(failure);
        }
        return answer;
    }

    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        Future<?> asked = request;
        if (cancelled && asked != null) {
            asked.cancel(false);
        }
        return cancelled;
    }
}
