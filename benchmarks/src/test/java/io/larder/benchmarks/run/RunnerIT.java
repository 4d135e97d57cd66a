package io.larder.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Plan;
import io.larder.benchmarks.plan.Scenario;
import io.larder.benchmarks.report.LatencyRound;
import io.larder.benchmarks.report.Plots;
import io.larder.benchmarks.report.RawFiles;
import io.larder.benchmarks.report.Results;
import io.larder.benchmarks.report.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs everything for a moment. Workers check by themselves that operations do their work; no time is looked at. */
class RunnerIT {

    /** Without those that take long to fill. */
    private static final String ALL = Arrays.stream(Operation.values())
            .filter(operation -> operation.tagged() <= 1_000)
            .map(Operation::toString)
            .collect(Collectors.joining(","));

    private static final Set<PeerKind> ALL_BUT_NEAR =
            EnumSet.complementOf(EnumSet.of(PeerKind.LARDER_NEAR, PeerKind.LARDER_NEAR_IMMUTABLE));

    private final List<String> printed = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void run_standalone_measuresEachPeerAtWhatItOffers() throws IOException {
        Results results = run("standalone", ALL);

        assertThat(measured(results, Operation.GET)).containsExactlyInAnyOrder(PeerKind.values());
        assertThat(measured(results, Operation.CLEAR)).isEqualTo(ALL_BUT_NEAR);
        assertThat(measured(results, Operation.GET_TAGGED)).containsExactly(PeerKind.LARDER);
        assertThat(measured(results, Operation.INVALIDATE_1000)).containsExactly(PeerKind.LARDER);
        assertThat(measured(results, Operation.INVOKE))
                .containsExactlyInAnyOrder(
                        PeerKind.LARDER,
                        PeerKind.REDISSON,
                        PeerKind.JEDIS,
                        PeerKind.HAZELCAST,
                        PeerKind.CAFFEINE_JCACHE,
                        PeerKind.CAFFEINE);
        assertThat(results.latencies().stream().map(LatencyRound::peer).distinct())
                .containsExactlyInAnyOrder(PeerKind.values());
        assertThat(results.footprints())
                .hasSize(5)
                .allSatisfy(footprint -> assertThat(footprint.bytesPerEntry()).isGreaterThan(100));
        results.rounds().forEach(RunnerIT::isPlausible);
        filesAreWritten(results);
    }

    @Test
    void run_cluster_measuresThePeersOnRedis() {
        Results results = run("cluster", "get,put,getAll,putAll,invoke,iterate,clear");

        assertThat(measured(results, Operation.INVOKE)).containsExactlyInAnyOrder(PeerKind.LARDER, PeerKind.REDISSON);
        for (Operation operation :
                EnumSet.of(Operation.GET, Operation.PUT, Operation.GET_ALL, Operation.ITERATE, Operation.CLEAR)) {
            assertThat(measured(results, operation))
                    .as("peers with %s", operation)
                    .filteredOn(ALL_BUT_NEAR::contains)
                    .containsExactlyInAnyOrder(
                            PeerKind.LARDER, PeerKind.REDISSON, PeerKind.LETTUCE, PeerKind.JEDIS, PeerKind.SPRING);
        }
        results.rounds().forEach(RunnerIT::isPlausible);
    }

    private Results run(String topology, String operations) {
        Properties properties = new Properties();
        properties.setProperty("benchmark.plan", "full");
        properties.setProperty("benchmark.topologies", topology);
        properties.setProperty("benchmark.operations", operations);
        properties.setProperty("benchmark.values", "200");
        properties.setProperty("benchmark.threads", "2");
        properties.setProperty("benchmark.seconds", "0.05");
        properties.setProperty("benchmark.warmup", "0");
        properties.setProperty("benchmark.rounds", "1");
        properties.setProperty("benchmark.rate", "500");
        properties.setProperty("benchmark.footprint", "5000");
        return new Runner(Plan.of(properties), Path.of("").toAbsolutePath(), folder, printed::add).run();
    }

    private static Set<PeerKind> measured(Results results, Operation operation) {
        return results.rounds().stream()
                .filter(round -> round.scenario().operation() == operation)
                .map(Round::peer)
                .collect(Collectors.toSet());
    }

    private static void isPlausible(Round round) {
        Scenario scenario = round.scenario();
        assertThat(round.calls()).as("calls of %s, %s", round.peer(), scenario).isPositive();
        if (round.peer().isOnRedis() && ALL_BUT_NEAR.contains(round.peer())) {
            assertThat(round.commands())
                    .as("commands of %s, %s", round.peer(), scenario)
                    .isNotEmpty();
        }
        if (round.peer() != PeerKind.REDISSON) {
            assertThat(round.counted())
                    .as("lasting effects of %s, %s", round.peer(), scenario)
                    .isEqualTo(round.calls());
        }
    }

    private void filesAreWritten(Results results) throws IOException {
        RawFiles.write(results, folder);
        new Plots(results).write(folder);

        assertThat(Files.readAllLines(folder.resolve("throughput.csv")))
                .hasSize(results.rounds().size() + 1);
        assertThat(Files.readString(folder.resolve("throughput-standalone-get-200.svg")))
                .contains("Larder", "Redisson JCache", "</svg>");
        assertThat(printed).anySatisfy(line -> assertThat(line).contains("Caffeine JCache"));
    }
}
