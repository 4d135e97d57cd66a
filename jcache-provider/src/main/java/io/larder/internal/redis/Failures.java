package io.larder.internal.redis;

import io.larder.internal.error.RedisErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import javax.cache.CacheException;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisWrongPasswordException;

/**
 * Says in Larder's words what Redisson and Redis complain about. Immutable and thread-safe.
 *
 * @param address where the server is, without credentials
 */
record Failures(String address) {

    /** Lets a stage fail with a {@link CacheException} or not at all. */
    <T> CompletionStage<T> named(String operation, CompletionStage<T> stage) {
        return stage.exceptionallyCompose(failure -> CompletableFuture.failedStage(of(operation, failure)));
    }

    CacheException of(String operation, Throwable failure) {
        Throwable cause = root(failure);
        if (cause instanceof CacheException ours) {
            return ours;
        }
        if (isAuthentication(cause)) {
            return RedisErrors.unauthorized(address, cause);
        }
        if (isRefusal(cause)) {
            return RedisErrors.forbidden(address, cause);
        }
        return RedisErrors.failed(operation, address, cause);
    }

    CacheException ofConnecting(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAuthentication(cause)) {
                return RedisErrors.unauthorized(address, cause);
            }
            if (message(cause).contains("NOPERM")) {
                return RedisErrors.forbidden(address, cause);
            }
            if (cause.getCause() == null) {
                return RedisErrors.unreachable(address, cause);
            }
        }
        return RedisErrors.unreachable(address, failure);
    }

    /** Returns whether the server answered that its user may not do this. */
    static boolean isRefusal(Throwable failure) {
        return message(failure).contains("NOPERM") || message(failure).contains("o permissions");
    }

    private static boolean isAuthentication(Throwable cause) {
        return cause instanceof RedisAuthRequiredException
                || cause instanceof RedisWrongPasswordException
                || message(cause).contains("WRONGPASS")
                || message(cause).contains("without any password configured");
    }

    /** Returns what a stage failed with, without what the stages in between have put around it. */
    static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String message(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
