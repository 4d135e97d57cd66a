package io.larder.benchmarks.run;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Scenario;
import io.larder.benchmarks.report.Round;
import io.larder.benchmarks.worker.Reply;
import java.util.Map;
import java.util.TreeMap;

/** Adds up the runs that make one round. Not thread-safe. */
final class Tally {

    private final Map<String, Long> commands = new TreeMap<>();
    private int runs;
    private double secondsPerCall;
    private double clientCpuNanos;
    private double serverCpuSeconds;
    private long calls;
    private long counted;

    void add(Reply.Measured measured, ServerMeter.Reading done) {
        runs++;
        secondsPerCall += 1 / measured.callsPerSecond();
        clientCpuNanos += measured.clientCpuNanos();
        serverCpuSeconds += done.cpuSeconds();
        calls += measured.calls();
        counted += measured.counted();
        done.commands().forEach((command, times) -> commands.merge(command, times, Long::sum));
    }

    Round round(Scenario scenario, PeerKind peer, int number) {
        return new Round(
                scenario,
                peer,
                number,
                runs / secondsPerCall,
                calls,
                clientCpuNanos / 1e3 / calls,
                serverCpuSeconds * 1e6 / calls,
                Map.copyOf(commands),
                counted);
    }
}
