package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Results as SVG: a chart of throughputs for each operation, and one of latencies. */
public final class Plots {

    private static final double HEADROOM = 1.15;

    private final Results results;

    /** Creates the plots of results that are complete. */
    public Plots(Results results) {
        this.results = results;
    }

    /** Writes one file per topology, operation and size of values into a folder. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Scenario point : firstOfEach(results.scenarios())) {
            save(folder, name("throughput", point), throughput(point));
        }
        for (Scenario point : firstOfEach(
                results.latencies().stream().map(LatencyRound::scenario).toList())) {
            save(folder, name("latency", point), latency(point));
        }
    }

    private static void save(Path folder, String name, BarChart chart) throws IOException {
        Files.writeString(folder.resolve(name), chart.svg(), StandardCharsets.UTF_8);
    }

    private static String name(String kind, Scenario point) {
        return kind + "-" + point.topology() + "-" + point.operation() + "-" + point.valueBytes() + ".svg";
    }

    private static List<Scenario> firstOfEach(List<Scenario> scenarios) {
        return scenarios.stream().map(Plots::anyThreads).distinct().toList();
    }

    private static Scenario anyThreads(Scenario scenario) {
        return new Scenario(scenario.topology(), scenario.operation(), scenario.valueBytes(), 0);
    }

    private BarChart throughput(Scenario point) {
        List<Scenario> scenarios = results.scenarios().stream()
                .filter(scenario -> anyThreads(scenario).equals(point))
                .toList();
        // All that took part, also where one has no such operation: a peer keeps its colour.
        List<PeerKind> peers = peers(results.rounds().stream()
                .filter(round -> round.scenario().topology().equals(point.topology()))
                .map(Round::peer));
        // What is not on Redis may be a hundred times as fast; its bars end at the edge, with their numbers.
        double top = scenarios.stream()
                .flatMap(scenario -> peers.stream()
                        .filter(peer -> peer.isOnRedis() || peers.stream().noneMatch(PeerKind::isOnRedis))
                        .flatMap(peer -> results.throughput(scenario, peer).stream()))
                .mapToDouble(Spread::max)
                .max()
                .orElse(1);
        BarChart chart = new BarChart(
                point.operation() + ", calls per second, values of " + point.valueBytes() + " B, " + point.topology(),
                top * HEADROOM,
                titles(peers));
        for (Scenario scenario : scenarios) {
            chart.add(
                    scenario.threads() == 1 ? "1 thread" : scenario.threads() + " threads",
                    peers.stream()
                            .map(peer -> results.throughput(scenario, peer))
                            .toList());
        }
        return chart;
    }

    private BarChart latency(Scenario point) {
        List<LatencyRound> rounds = results.latencies().stream()
                .filter(round -> anyThreads(round.scenario()).equals(point))
                .toList();
        List<PeerKind> peers = peers(rounds.stream().map(LatencyRound::peer));
        double top = peers.stream()
                .flatMap(peer -> spread(rounds, peer, LatencyRound::p99).stream())
                .mapToDouble(Spread::max)
                .max()
                .orElse(1);
        BarChart chart = new BarChart(
                point.operation() + ", microseconds at " + rounds.get(0).wantedPerSecond() + " calls/s, values of "
                        + point.valueBytes() + " B, " + point.topology(),
                top * HEADROOM,
                titles(peers));
        chart.add("p50", all(rounds, peers, LatencyRound::p50));
        chart.add("p99", all(rounds, peers, LatencyRound::p99));
        chart.add("p99.9", all(rounds, peers, LatencyRound::p999));
        return chart;
    }

    private static List<Optional<Spread>> all(
            List<LatencyRound> rounds, List<PeerKind> peers, ToDoubleFunction<LatencyRound> number) {
        return peers.stream().map(peer -> spread(rounds, peer, number)).toList();
    }

    private static Optional<Spread> spread(
            List<LatencyRound> rounds, PeerKind peer, ToDoubleFunction<LatencyRound> number) {
        double[] numbers = rounds.stream()
                .filter(round -> round.peer() == peer)
                .mapToDouble(number)
                .toArray();
        return numbers.length == 0 ? Optional.empty() : Optional.of(Spread.of(numbers));
    }

    private static List<PeerKind> peers(Stream<PeerKind> measured) {
        List<PeerKind> those = measured.distinct().toList();
        return Arrays.stream(PeerKind.values()).filter(those::contains).toList();
    }

    private static List<String> titles(List<PeerKind> peers) {
        return peers.stream().map(PeerKind::title).toList();
    }
}
