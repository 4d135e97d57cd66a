package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Results as text. Ratios are to Redisson's JCache, or where that was not measured to the first peer. */
public final class Tables {

    private final Results results;

    /** Creates the tables of results, which may still grow. */
    public Tables(Results results) {
        this.results = results;
    }

    /** The throughputs at one point, one line per peer. */
    public List<String> throughput(Scenario scenario) {
        List<PeerKind> peers = Arrays.stream(PeerKind.values())
                .filter(peer -> !results.rounds(scenario, peer).isEmpty())
                .toList();
        if (peers.isEmpty()) {
            return List.of();
        }
        PeerKind base = peers.contains(PeerKind.REDISSON) ? PeerKind.REDISSON : peers.get(0);
        double baseMedian = results.throughput(scenario, base).orElseThrow().median();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-36s %10s %7s  %-15s %9s %9s  %s",
                scenario,
                "calls/s",
                "ratio",
                "(min - max)",
                "client us",
                "server us",
                "server commands per call"));
        for (PeerKind peer : peers) {
            lines.add(line(scenario, peer, baseMedian));
        }
        return lines;
    }

    private String line(Scenario scenario, PeerKind peer, double base) {
        Spread throughput = results.throughput(scenario, peer).orElseThrow();
        return String.format(
                Locale.ROOT,
                "  %-34s %10.0f %7.2f  %-15s %9.1f %9.1f  %s%s",
                peer.title(),
                throughput.median(),
                throughput.median() / base,
                String.format(Locale.ROOT, "(%.2f - %.2f)", throughput.min() / base, throughput.max() / base),
                results.spread(scenario, peer, Round::clientCpuMicros)
                        .orElseThrow()
                        .median(),
                results.spread(scenario, peer, Round::serverCpuMicros)
                        .orElseThrow()
                        .median(),
                commands(results.rounds(scenario, peer)),
                exactness(scenario, results.rounds(scenario, peer)));
    }

    private static String commands(List<Round> rounds) {
        Map<String, Long> commands = new TreeMap<>();
        rounds.forEach(round -> round.commands().forEach((name, calls) -> commands.merge(name, calls, Long::sum)));
        double calls = rounds.stream().mapToLong(Round::calls).sum();
        return commands.entrySet().stream()
                .filter(command -> command.getValue() / calls >= 0.005)
                .map(command -> String.format(Locale.ROOT, "%s %.2f", command.getKey(), command.getValue() / calls))
                .collect(Collectors.joining(", "));
    }

    private static String exactness(Scenario scenario, List<Round> rounds) {
        if (!scenario.operation().counts()) {
            return "";
        }
        long calls = rounds.stream().mapToLong(Round::calls).sum();
        long counted = rounds.stream().mapToLong(Round::counted).sum();
        return calls == counted ? "; exact: yes" : "; exact: no, " + counted + " of " + calls;
    }

    /** The latencies, one line per point and peer: medians over the rounds. */
    public List<String> latencies() {
        List<String> lines = new ArrayList<>();
        results.latencies().stream().map(LatencyRound::scenario).distinct().forEach(scenario -> {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-36s %10s %9s %9s %9s   (microseconds at %d calls/s)",
                    scenario,
                    "calls/s",
                    "p50",
                    "p99",
                    "p99.9",
                    results.latencies().get(0).wantedPerSecond()));
            for (PeerKind peer : PeerKind.values()) {
                List<LatencyRound> rounds = results.latencies().stream()
                        .filter(round -> round.scenario().equals(scenario) && round.peer() == peer)
                        .toList();
                if (!rounds.isEmpty()) {
                    lines.add(latencyLine(peer, rounds));
                }
            }
        });
        return lines;
    }

    private static String latencyLine(PeerKind peer, List<LatencyRound> rounds) {
        double rate =
                median(rounds.stream().mapToDouble(LatencyRound::callsPerSecond).toArray());
        return String.format(
                Locale.ROOT,
                "  %-34s %10.0f %9.0f %9.0f %9.0f%s",
                peer.title(),
                rate,
                median(rounds.stream().mapToDouble(LatencyRound::p50).toArray()),
                median(rounds.stream().mapToDouble(LatencyRound::p99).toArray()),
                median(rounds.stream().mapToDouble(LatencyRound::p999).toArray()),
                rate < 0.98 * rounds.get(0).wantedPerSecond() ? "   too slow for this rate" : "");
    }

    private static double median(double... numbers) {
        return Spread.of(numbers).median();
    }

    /** The memory per entry, one line per peer. */
    public List<String> footprints() {
        return results.footprints().stream()
                .map(footprint -> String.format(
                        Locale.ROOT,
                        "%-10s %6d B  %-20s %8.0f bytes per entry",
                        footprint.topology(),
                        footprint.valueBytes(),
                        footprint.peer().title(),
                        footprint.bytesPerEntry()))
                .toList();
    }

    /** What to know besides the numbers. */
    public List<String> remarks() {
        return results.remarks().entrySet().stream()
                .map(remark -> remark.getKey() + ": " + remark.getValue())
                .toList();
    }
}
