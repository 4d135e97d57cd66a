package io.larder.cdi.internal.larder;

import io.larder.CachedFailureException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** A method, as the loading function of one call. Knows afterwards what came of it. Thread-safe. */
final class MethodLoad {

    private final Callable<@Nullable Object> method;
    private final @Nullable Object[] arguments;
    private final EntryTerms terms;
    private volatile @Nullable Object result;
    private volatile boolean hasEnded;
    private volatile @Nullable Throwable thrown;

    MethodLoad(Callable<@Nullable Object> method, @Nullable Object[] arguments, EntryTerms terms) {
        this.method = method;
        this.arguments = arguments;
        this.terms = terms;
    }

    /** Calls the method; returns what of its result goes into the cache. */
    @Nullable
    Object valueOf(Object key) {
        return kept(called());
    }

    /** Calls the method, which returns a stage; returns a stage of what of its value goes into the cache. */
    CompletionStage<@Nullable Object> stageOf(Object key) {
        CompletableFuture<@Nullable Object> loaded = new CompletableFuture<>();
        asStage(called()).whenComplete((value, failure) -> {
            try {
                if (failure != null) {
                    throw MethodFailure.of(causeOf(failure));
                }
                loaded.complete(kept(value));
            } catch (RuntimeException | Error e) { // of the condition, too
                loaded.completeExceptionally(e);
            }
        });
        return loaded;
    }

    private @Nullable Object called() {
        try {
            return method.call();
        } catch (Throwable e) { // also what an exception cache held, whatever that is
            thrown = e;
            throw MethodFailure.of(e);
        }
    }

    private @Nullable Object kept(@Nullable Object returned) {
        result = returned;
        hasEnded = true;
        return returned == null || terms.exclude(arguments, returned) ? null : returned;
    }

    /** Returns what the method returned or its stage brought; {@code null} if it was not called. */
    @Nullable
    Object result() {
        return result;
    }

    /** Returns what the method threw, {@code null} if it was not called, or returned. */
    @Nullable
    Throwable thrown() {
        return thrown;
    }

    /** Whether nothing was kept because there was nothing. Otherwise the condition may have kept it from those who waited. */
    boolean answersAll() {
        return hasEnded || !terms.haveCondition();
    }

    /** Whether another JVM failed, of which only the class is known here; whoever called the method wants its own. */
    boolean isFailureElsewhere(Throwable failure) {
        return failure instanceof CacheLoaderException && !(failure instanceof CachedFailureException) && !hasEnded;
    }

    /** Whatever the type of a method promises, it may return nothing. */
    static CompletionStage<? extends @Nullable Object> asStage(@Nullable Object returned) {
        return returned instanceof CompletionStage<?> stage ? stage : CompletableFuture.completedFuture(returned);
    }

    /** Returns what a stage failed with, without what stages wrap it in. */
    static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
