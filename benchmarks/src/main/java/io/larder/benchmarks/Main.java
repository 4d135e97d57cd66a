package io.larder.benchmarks;

import io.larder.benchmarks.plan.Plan;
import io.larder.benchmarks.report.Machine;
import io.larder.benchmarks.report.Plots;
import io.larder.benchmarks.report.RawFiles;
import io.larder.benchmarks.report.Results;
import io.larder.benchmarks.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares Larder with its peers: starts servers and one JVM per peer, measures, prints ratios, and keeps everything in a
 * folder. {@code docs/performance.md} says how to use it.
 */
public final class Main {

    private Main() {}

    /** Reads the system properties that begin with {@code benchmark.}; has no arguments. */
    public static void main(String... args) throws IOException, URISyntaxException {
        Plan plan = Plan.of(System.getProperties());
        Path home = home();
        Path folder = Files.createDirectories(folder(home));
        PrintStream console = System.out;
        List<String> printed = new ArrayList<>();
        List<String> machine = Machine.describe();
        machine.add("load at the start: " + Machine.load());
        Runner runner = new Runner(plan, home, Files.createDirectories(home.resolve("target/workers")), line -> {
            console.println(line);
            printed.add(line);
        });
        Results results = runner.run();
        machine.add("load at the end, its own included: " + Machine.load());
        machine.add("plan: " + plan.settings());
        machine.add("servers: " + String.join("; ", runner.servers()));
        machine.add("libraries: " + String.join(", ", Machine.libraries()));
        Files.write(folder.resolve("machine.txt"), machine, StandardCharsets.UTF_8);
        Files.write(folder.resolve("summary.txt"), printed, StandardCharsets.UTF_8);
        RawFiles.write(results, folder);
        new Plots(results).write(plots(home, folder));
        console.println();
        console.println("Raw results, machine and plots: " + folder);
    }

    /** Where the results go: results/NAME with {@code -Dbenchmark.publish=NAME}, else below target. */
    private static Path folder(Path home) {
        String name = published();
        String now =
                LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT));
        return name.isEmpty()
                ? home.resolve("target/results").resolve(now)
                : home.resolve("results").resolve(name);
    }

    /** Where the plots go: a run that is published makes those of the documentation. */
    private static Path plots(Path home, Path folder) {
        return published().isEmpty()
                ? folder
                : home.resolve("../docs/performance").normalize();
    }

    private static String published() {
        return System.getProperty("benchmark.publish", "").trim();
    }

    /** The module's folder: these classes are in target/classes, or in a jar in target. */
    private static Path home() throws URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return classes.resolve("../..").toAbsolutePath().normalize();
    }
}
