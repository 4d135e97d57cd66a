package io.larder.benchmarks.worker;

import io.larder.benchmarks.plan.Scenario;
import java.io.Serializable;

/** What the runner asks a worker to do. */
public sealed interface Order extends Serializable {

    /** Connect, and say what the peer offers: answered by {@link Reply.Opened}. */
    record Open(String address) implements Order {}

    /** Bring the cache into the state that a scenario begins with: answered by {@link Reply.Done}. */
    record Prepare(Scenario scenario) implements Order {}

    /** Call as fast as possible: answered by {@link Reply.Measured}. */
    record Run(Scenario scenario, double seconds) implements Order {}

    /** Call at a fixed rate: answered by {@link Reply.Latencies}. */
    record RunAtRate(Scenario scenario, int callsPerSecond, double seconds) implements Order {}

    /** Fill the cache with so many entries, which nobody has written before: answered by {@link Reply.Done}. */
    record Fill(int entries, int valueBytes) implements Order {}

    /** Empty the cache: answered by {@link Reply.Done}. */
    record Clear() implements Order {}
}
