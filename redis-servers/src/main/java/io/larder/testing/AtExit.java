package io.larder.testing;

import java.util.ArrayDeque;
import java.util.Deque;

/** Ends what was begun, last first, when the JVM ends: a folder goes after the server that lives in it. */
final class AtExit {

    private static final Deque<Runnable> ACTIONS = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(AtExit::runAll, "larder-test-servers-end"));
    }

    private AtExit() {}

    static void run(Runnable action) {
        synchronized (ACTIONS) {
            ACTIONS.push(action);
        }
    }

    private static void runAll() {
        synchronized (ACTIONS) {
            ACTIONS.forEach(Runnable::run);
        }
    }
}
