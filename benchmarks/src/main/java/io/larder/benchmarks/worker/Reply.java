package io.larder.benchmarks.worker;

import io.larder.benchmarks.plan.Operation;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;

/** What a worker answers. */
public sealed interface Reply extends Serializable {

    /** The order is carried out. */
    record Done() implements Reply {}

    /** The order failed. */
    record Failed(String why) implements Reply {}

    /**
     * The peer is connected.
     *
     * @param offers what can be measured
     * @param remarks what to know about some of it
     * @param ownServers process ids of servers that it alone uses
     */
    record Opened(Set<Operation> offers, Map<Operation, String> remarks, Set<Long> ownServers) implements Reply {}

    /**
     * The outcome of a run.
     *
     * @param callsPerSecond the throughput
     * @param calls all calls, those outside of the measured time too: what the CPU time is for
     * @param clientCpuNanos the CPU time of this JVM during these calls
     * @param counted by how much the counters inside the values grew, where the operation counts; else {@code calls}
     */
    record Measured(double callsPerSecond, long calls, long clientCpuNanos, long counted) implements Reply {}

    /**
     * Latencies from the moment a call was due, in microseconds.
     *
     * @param callsPerSecond the rate that was reached
     */
    record Latencies(double callsPerSecond, long calls, double p50, double p99, double p999, double max)
            implements Reply {}
}
