package io.larder.cdi.internal.larder;

import io.larder.LarderCache;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call of a method that returns a stage. The first attempt is made by the calling thread, others by threads of the cache
 * manager's. Thread-safe.
 */
final class StagedResult {

    private final LarderCache<Object, Object> entries;
    private final Object key;
    private final @Nullable Object[] arguments;
    private final Callable<@Nullable Object> method;
    private final EntryTerms terms;
    private final CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();

    StagedResult(
            LarderCache<Object, Object> entries,
            Object key,
            @Nullable Object[] arguments,
            Callable<@Nullable Object> method,
            EntryTerms terms) {
        this.entries = entries;
        this.key = key;
        this.arguments = arguments;
        this.method = method;
        this.terms = terms;
    }

    /**
     * Returns the caller's stage.
     *
     * @throws Exception what the method throws instead of returning a stage
     */
    CompletableFuture<@Nullable Object> begin() throws Exception {
        Throwable thrown = attempt(0).thrown();
        if (thrown != null) {
            throw MethodFailure.<Exception>unchecked(thrown);
        }
        return answer;
    }

    private MethodLoad attempt(int joined) {
        MethodLoad load = new MethodLoad(method, arguments, terms);
        entries.computeIfAbsentAsync(key, load::stageOf, terms.ofLoad(arguments))
                .whenComplete((value, failure) -> {
                    if (failure == null) {
                        take(value, load);
                    } else {
                        fail(failure, load, joined + 1);
                    }
                });
        return load;
    }

    private void take(@Nullable Object value, MethodLoad load) {
        if (value != null) {
            answer.complete(value);
        } else if (load.answersAll()) {
            answer.complete(load.result());
        } else {
            callAlone();
        }
    }

    private void fail(Throwable failure, MethodLoad load, int joined) {
        Throwable thrown = MethodFailure.thrownIn(failure);
        if (thrown != null) {
            answer.completeExceptionally(thrown);
        } else if (!load.isFailureElsewhere(failure)) {
            answer.completeExceptionally(failure);
        } else if (joined < LarderEntries.JOINED_LOADS) {
            attempt(joined);
        } else {
            callAlone();
        }
    }

    private void callAlone() {
        try {
            MethodLoad.asStage(method.call()).whenComplete((value, failure) -> {
                if (failure == null) {
                    answer.complete(value);
                } else {
                    answer.completeExceptionally(MethodLoad.causeOf(failure));
                }
            });
        } catch (Throwable e) { // there is nobody here to throw it to
            answer.completeExceptionally(e);
        }
    }
}
