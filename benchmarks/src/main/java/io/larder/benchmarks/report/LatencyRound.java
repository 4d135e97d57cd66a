package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Scenario;

/**
 * One measurement of latencies, in microseconds, at a fixed rate.
 *
 * @param wantedPerSecond the rate
 * @param callsPerSecond the rate that was reached
 */
public record LatencyRound(
        Scenario scenario,
        PeerKind peer,
        int number,
        int wantedPerSecond,
        double callsPerSecond,
        double p50,
        double p99,
        double p999,
        double max) {}
