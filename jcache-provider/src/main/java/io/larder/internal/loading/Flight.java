package io.larder.internal.loading;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One load that is under way in this JVM: one thread leads it, others wait for its landing. While its value is still to come
 * and nobody works on it, no thread leads it. Thread-safe.
 */
public final class Flight {

    private final String keyText;
    private volatile @Nullable Thread leader;
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();

    Flight(String keyText, Thread leader) {
        this.keyText = keyText;
        this.leader = leader;
    }

    /** Returns the key in its printable form. */
    public String keyText() {
        return keyText;
    }

    @Nullable
    Thread leader() {
        return leader;
    }

    /** From now on the calling thread leads it. */
    public void lead() {
        leader = Thread.currentThread();
    }

    /** From now on no thread leads it: the one that did may wait for it as others do. */
    public void leave() {
        leader = null;
    }

    CompletableFuture<Landing> landing() {
        return landing;
    }

    /** Returns a stage that is complete when it has landed. What depends on it runs in the thread that lands it, and is brief. */
    public CompletionStage<Landing> landed() {
        return landing.minimalCompletionStage();
    }
}
