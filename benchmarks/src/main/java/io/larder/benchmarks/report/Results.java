package io.larder.benchmarks.report;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Scenario;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** All that one run has measured. Not thread-safe. */
public final class Results {

    private final List<Round> rounds = new ArrayList<>();
    private final List<LatencyRound> latencies = new ArrayList<>();
    private final List<Footprint> footprints = new ArrayList<>();
    private final Map<String, String> remarks = new LinkedHashMap<>();

    /** Creates one without anything in it. */
    public Results() {}

    /** Adds a measurement. */
    public void add(Round round) {
        rounds.add(round);
    }

    /** Adds a measurement. */
    public void add(LatencyRound round) {
        latencies.add(round);
    }

    /** Adds a measurement. */
    public void add(Footprint footprint) {
        footprints.add(footprint);
    }

    /** Adds what to know about a peer's operation. */
    public void remark(PeerKind peer, Operation operation, String text) {
        if (!text.isEmpty()) {
            remarks.put(peer.title() + ", " + operation, text);
        }
    }

    /** All measurements of throughput, in their order. */
    public List<Round> rounds() {
        return Collections.unmodifiableList(rounds);
    }

    /** All measurements of latency, in their order. */
    public List<LatencyRound> latencies() {
        return Collections.unmodifiableList(latencies);
    }

    /** All measurements of memory, in their order. */
    public List<Footprint> footprints() {
        return Collections.unmodifiableList(footprints);
    }

    /** What to know, by peer and operation. */
    public Map<String, String> remarks() {
        return Collections.unmodifiableMap(remarks);
    }

    /** Points with throughputs, in their order. */
    public List<Scenario> scenarios() {
        return rounds.stream().map(Round::scenario).distinct().toList();
    }

    /** The rounds of one point and one peer. */
    public List<Round> rounds(Scenario scenario, PeerKind peer) {
        return rounds.stream()
                .filter(round -> round.scenario().equals(scenario) && round.peer() == peer)
                .toList();
    }

    /** The median throughput of a peer at a point, if it was measured there. */
    public Optional<Spread> throughput(Scenario scenario, PeerKind peer) {
        return spread(scenario, peer, Round::callsPerSecond);
    }

    /** Median and bounds of anything about a peer at a point, if it was measured there. */
    public Optional<Spread> spread(Scenario scenario, PeerKind peer, ToDoubleFunction<Round> number) {
        double[] numbers = rounds(scenario, peer).stream().mapToDouble(number).toArray();
        return numbers.length == 0 ? Optional.empty() : Optional.of(Spread.of(numbers));
    }
}
