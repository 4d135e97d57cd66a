package io.larder.internal.operation;

import io.larder.internal.error.CacheErrors;
import io.larder.internal.event.PendingEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import javax.cache.CacheException;

/** The place where a calling thread waits for the store. */
public final class Await {

    /**
     * Where many threads wait, to put each to sleep and to wake it costs more than all else of a request, and answers are
     * soon there. Where nobody else wants to run, this takes some microseconds.
     */
    private static final int YIELDS = 10;

    private Await() {}

    /**
     * Waits. The store bounds the time. A request whose caller is interrupted before it was sent is not sent.
     *
     * @throws CacheException if the store failed, or if the thread was interrupted; its flag is set again then
     */
    public static <T> T result(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        letOthersRun(future);
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw CacheErrors.interrupted(e);
        } catch (ExecutionException e) {
            throw asCacheException(e.getCause() == null ? e : e.getCause());
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // saves time, and nothing depends on it
    private static void letOthersRun(CompletableFuture<?> future) {
        for (int i = 0; i < YIELDS && !future.isDone(); i++) {
            Thread.yield();
        }
    }

    /**
     * Waits for the answer to a change. An event that was not published never comes back; and where nobody knows whether
     * the change was made, its event is told by the executor if it comes.
     */
    static <R> R result(CompletionStage<R> stage, PendingEvent event, Predicate<R> published) {
        boolean expected = false;
        try {
            R answer = result(stage);
            expected = published.test(answer);
            return answer;
        } finally {
            if (!expected) {
                event.forget();
            }
        }
    }

    /** A new exception, so that its stack trace shows the caller; the cause shows what happened to the request. */
    private static CacheException asCacheException(Throwable cause) {
        return cause instanceof CacheException
                ? new CacheException(cause.getMessage(), cause)
                : new CacheException(cause);
    }
}
