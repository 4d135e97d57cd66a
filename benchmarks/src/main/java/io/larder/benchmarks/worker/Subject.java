package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM measures just now. Static, because JMH makes the objects of its benchmarks itself and there is no other
 * way to them.
 *
 * @param peer the peer
 * @param workload what it is called with
 */
record Subject(Peer peer, Workload workload) {

    private static volatile @Nullable Subject current;

    static void set(Subject subject) {
        current = subject;
    }

    static Subject current() {
        Subject subject = current;
        if (subject == null) {
            throw new IllegalStateException("these benchmarks are for io.larder.benchmarks.Main to run");
        }
        return subject;
    }
}
