package io.larder.benchmarks.report;

import io.larder.benchmarks.plan.Scenario;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every single measurement as CSV, one line per round. */
public final class RawFiles {

    private RawFiles() {}

    /** Writes {@code throughput.csv}, {@code latency.csv} and {@code memory.csv} into a folder. */
    public static void write(Results results, Path folder) throws IOException {
        lines(
                folder.resolve("throughput.csv"),
                "topology,operation,value_bytes,threads,peer,round,calls_per_second,calls,client_cpu_us_per_call,"
                        + "server_cpu_us_per_call,counted,server_commands",
                results.rounds().stream().map(RawFiles::line));
        lines(
                folder.resolve("latency.csv"),
                "topology,operation,value_bytes,threads,peer,round,wanted_per_second,calls_per_second,p50_us,p99_us,"
                        + "p999_us,max_us",
                results.latencies().stream().map(RawFiles::line));
        lines(
                folder.resolve("memory.csv"),
                "topology,value_bytes,peer,entries,bytes_per_entry",
                results.footprints().stream()
                        .map(footprint -> String.format(
                                Locale.ROOT,
                                "%s,%d,%s,%d,%.1f",
                                footprint.topology(),
                                footprint.valueBytes(),
                                footprint.peer(),
                                footprint.entries(),
                                footprint.bytesPerEntry())));
    }

    private static String line(Round round) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%.1f,%d,%.2f,%.2f,%d,%s",
                point(round.scenario()),
                round.peer(),
                round.number(),
                round.callsPerSecond(),
                round.calls(),
                round.clientCpuMicros(),
                round.serverCpuMicros(),
                round.counted(),
                round.commands().entrySet().stream()
                        .map(command -> command.getKey() + "=" + command.getValue())
                        .sorted()
                        .collect(Collectors.joining(" ")));
    }

    private static String line(LatencyRound round) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d,%d,%.1f,%.1f,%.1f,%.1f,%.1f",
                point(round.scenario()),
                round.peer(),
                round.number(),
                round.wantedPerSecond(),
                round.callsPerSecond(),
                round.p50(),
                round.p99(),
                round.p999(),
                round.max());
    }

    private static String point(Scenario scenario) {
        return scenario.topology() + "," + scenario.operation() + "," + scenario.valueBytes() + ","
                + scenario.threads();
    }

    private static void lines(Path file, String heading, Stream<String> lines) throws IOException {
        Files.write(file, Stream.concat(Stream.of(heading), lines).toList(), StandardCharsets.UTF_8);
    }
}
