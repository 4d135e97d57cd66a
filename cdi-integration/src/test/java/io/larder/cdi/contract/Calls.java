package io.larder.cdi.contract;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Counters of beans' methods. They begin at zero in each test, though on a server the beans outlive it. */
final class Calls {

    private static final Queue<AtomicInteger> COUNTERS = new ConcurrentLinkedQueue<>();

    private Calls() {}

    static AtomicInteger counter() {
        AtomicInteger counter = new AtomicInteger();
        COUNTERS.add(counter);
        return counter;
    }

    static void reset() {
        COUNTERS.forEach(counter -> counter.set(0));
    }
}
