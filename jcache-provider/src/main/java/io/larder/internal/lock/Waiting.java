package io.larder.internal.lock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheException;

/** How a thread waits for what a {@link LockServer} answers. */
final class Waiting {

    private Waiting() {}

    /** Waits until the answer is there or the thread is interrupted; the request is cancelled then. */
    static <T> T interruptibly(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            throw e;
        } catch (ExecutionException e) {
            throw asCacheException(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Waits until the answer is there; the flag of a thread that is interrupted meanwhile is set again. */
    static <T> T throughInterrupts(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asCacheException(e.getCause() == null ? e : e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
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
