package io.larder.internal.loading;

import java.util.concurrent.CompletableFuture;

/** One load that is under way in this JVM: one thread leads it, others wait for its landing. Thread-safe. */
public final class Flight {

    private final String keyText;
    private final Thread leader;
    private final CompletableFuture<Landing> landing = new CompletableFuture<>();

    Flight(String keyText, Thread leader) {
        this.keyText = keyText;
        this.leader = leader;
    }

    /** Returns the key in its printable form. */
    public String keyText() {
        return keyText;
    }

    Thread leader() {
        return leader;
    }

    CompletableFuture<Landing> landing() {
        return landing;
    }
}
