package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Scenario;
import java.util.Map;

/**
 * One measurement of one peer at one point.
 *
 * @param callsPerSecond the throughput
 * @param calls how many calls there were in all: what the CPU times and the commands are for
 * @param clientCpuMicros the client's CPU time per call
 * @param serverCpuMicros the servers' CPU time per call
 * @param commands what the servers were asked, by command, in all
 * @param counted how many of the calls had an effect that lasted
 */
public record Round(
        Scenario scenario,
        PeerKind peer,
        int number,
        double callsPerSecond,
        long calls,
        double clientCpuMicros,
        double serverCpuMicros,
        Map<String, Long> commands,
        long counted) {

    /** Commands per call, over all kinds. */
    public double commandsPerCall() {
        return commands.values().stream().mapToLong(Long::longValue).sum() / (double) calls;
    }
}
