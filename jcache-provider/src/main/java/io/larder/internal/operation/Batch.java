package io.larder.internal.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers to requests that were sent together. One that fails, or whose listener fails, does not keep the others from
 * being taken in; the first failure is thrown at the end. Used by one thread.
 *
 * @param <T> the type of answer
 */
final class Batch<T> {

    private final List<Supplier<T>> answers;
    private @Nullable RuntimeException failure;

    Batch(int size) {
        this.answers = new ArrayList<>(size);
    }

    void add(Supplier<T> answer) {
        answers.add(answer);
    }

    /** Waits for all answers and returns those that came. */
    List<T> received() {
        List<T> received = new ArrayList<>(answers.size());
        answers.forEach(answer -> attempt(() -> received.add(answer.get())));
        return received;
    }

    /** Does the same to each, whatever happens to the ones before. */
    void each(List<T> received, Consumer<T> action) {
        received.forEach(answer -> attempt(() -> action.accept(answer)));
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
    }

    /** Throws the first failure, if there was one, with the others suppressed in it. */
    void raiseFailure() {
        if (failure != null) {
            throw failure;
        }
    }
}
