package io.larder;

import java.time.Duration;
import java.util.List;

/**
 * Whether the servers behind a cache manager answer, by {@code cacheManager.unwrap(LarderHealth.class)}. Thread-safe.
 *
 * <p>To ask takes no time and sends nothing. From the first {@code unwrap} on until the manager is closed, each master is sent a
 * {@code PING} once a second, behind the backs of all callers; the answer to a question is what came of that. Until the
 * first answer is there, everything is as it was when the manager was opened: up.
 */
public interface LarderHealth {

    /** How it is. */
    enum State {
        /** All masters answer. */
        UP,
        /** Some masters do not answer, or one takes longer than a second, or the locks' own server is down. */
        DEGRADED,
        /** No master answers. */
        DOWN
    }

    /**
     * The servers of one connection. Immutable.
     *
     * @param name {@code entries}, or {@code locks} where these are on servers of their own
     * @param state how they are
     * @param lasting for how long they have been so
     * @param masters how many there are, as far as the client knows
     * @param answering how many of them answered when they were last asked
     */
    record Servers(String name, State state, Duration lasting, int masters, int answering) {}

    /**
     * Returns how it is altogether: as the servers of the entries are, and not better than degraded if those of the locks
     * are not up.
     *
     * @return the state
     * @throws IllegalStateException if the manager is closed
     */
    State state();

    /**
     * Returns how the servers are: those of the entries first, then those of the locks if they are others.
     *
     * @return one or two
     * @throws IllegalStateException if the manager is closed
     */
    List<Servers> servers();
}
