package io.larder.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes a row for the server of this run, and prints the rows of all that have run so far. */
public final class ServerTable implements TestExecutionListener {

    private static final String HEAD = "| Server | CDI | JDK | tests | failed | seconds |\n|---|---|---|---|---|---|\n";

    /** Where the tests run in a class loader of their own, the build says it. */
    private static volatile String cdi = System.getProperty("test.server.cdi", "");

    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private Instant start = Instant.now();

    /** Says what the server intercepts with. */
    static void cdi(String implementation) {
        cdi = implementation;
    }

    /** Adds tests that ran inside the server, but for the one that had them run. */
    static void add(int tests, int failures) {
        TESTS.addAndGet(tests - 1);
        FAILURES.addAndGet(Math.max(0, failures - 1));
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        start = Instant.now();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            TESTS.incrementAndGet();
        }
        if (result.getThrowable().isPresent()) {
            FAILURES.incrementAndGet();
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        boolean isEmpty = TESTS.get() == 0 && RunOrNot.reason().isEmpty();
        if (System.getProperty("test.server") == null || isEmpty || !RunOrNot.isAskedFor()) {
            return;
        }
        String server = System.getProperty("test.server.name");
        try {
            Path results = Files.createDirectories(Path.of(System.getProperty("test.server.results")));
            Files.writeString(results.resolve(server + ".row"), row(server));
            Files.writeString(results.resolve("table.md"), HEAD + String.join("\n", rows(results)) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String row(String server) {
        return RunOrNot.reason()
                .map(reason -> String.format(Locale.ROOT, "| %s | %s | | | | |", server, reason))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d | %d | %d |",
                        server,
                        cdi,
                        Runtime.version().feature(),
                        TESTS.get(),
                        FAILURES.get(),
                        Duration.between(start, Instant.now()).toSeconds()));
    }

    private static List<String> rows(Path results) throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.filter(file -> file.toString().endsWith(".row"))
                    .sorted()
                    .map(ServerTable::read)
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
