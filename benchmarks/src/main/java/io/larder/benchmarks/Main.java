package io.larder.benchmarks;

import io.larder.benchmarks.plan.Plan;
import io.larder.benchmarks.run.Runner;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
        String now =
                LocalDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmmss", Locale.ROOT));
        Path folder = Files.createDirectories(home.resolve("target/results").resolve(now));
        PrintStream console = System.out;
        new Runner(plan, home, folder, console::println).run();
    }

    /** The module's folder: these classes are in target/classes, or in a jar in target. */
    private static Path home() throws URISyntaxException {
        Path classes = Path.of(
                Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return classes.resolve("../..").toAbsolutePath().normalize();
    }
}
