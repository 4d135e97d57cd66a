package io.larder.internal.expiry;

import io.larder.internal.store.Ttl;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * Shortens times to live at random, so that entries that were written together do not all expire, and are not all loaded
 * again, at the same moment. Thread-safe.
 */
public final class Jitter {

    private final double most;

    /**
     * Prepares.
     *
     * @param percent by how much a time to live is shortened at most
     */
    public Jitter(int percent) {
        this.most = percent / 100.0;
    }

    /** Returns what does the same to each time to live of one write. */
    public UnaryOperator<Ttl> draw() {
        if (most == 0) {
            return UnaryOperator.identity();
        }
        double kept = 1 - ThreadLocalRandom.current().nextDouble() * most;
        return ttl ->
                ttl instanceof Ttl.Lasting lasting ? Ttl.ofMillis(Math.max((long) (lasting.millis() * kept), 1)) : ttl;
    }
}
