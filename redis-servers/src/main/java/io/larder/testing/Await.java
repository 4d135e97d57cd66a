package io.larder.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for servers to agree, with an end. */
final class Await {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long STEP_MILLIS = 10;

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not within " + TIMEOUT.toSeconds() + " s: " + what);
            }
            step();
        }
    }

    private static void step() {
        try {
            Thread.sleep(STEP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a server", e);
        }
    }
}
