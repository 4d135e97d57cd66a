package io.larder.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.larder.pressure.ChildJvm;
import io.larder.pressure.Jvms;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two JVMs whose clocks differ by 15 minutes. Needs libfaketime ({@code apt install faketime}), which gives one JVM the wrong
 * time; without it the tests are skipped, and {@code ArchitectureTest} still holds that nobody asks for the time.
 */
class ClocksApartIT {

    private static final Duration APART = Duration.ofMinutes(15);
    private static final int TURNS = 25;
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long TTL_MILLIS = 600_000;

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying();

    private static Map<String, String> fifteenMinutesAhead = Map.of();

    @BeforeAll
    static void findLibrary() throws IOException {
        Optional<Path> library = library(Path.of("/usr/lib"));
        assumeThat(library).as("libfaketime").isPresent();
        fifteenMinutesAhead = Map.of(
                "LD_PRELOAD",
                library.orElseThrow().toString(),
                "FAKETIME",
                "+" + APART.toMinutes() + "m",
                "FAKETIME_DONT_FAKE_MONOTONIC", // there is only one of these
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX", // or waits of Java end at once
                "0",
                "FAKETIME_DISABLE_SHM",
                "1");
    }

    private static Optional<Path> library(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:/usr/lib/**/faketime/libfaketimeMT.so.1");
        try (Stream<Path> files = Files.find(folder, 3, (file, attributes) -> matcher.matches(file))) {
            return files.findFirst();
        }
    }

    @Test
    void serve_clocksApart_doesNothingTwiceAndCachesAreRight() {
        try (TwoApplications applications = new TwoApplications(jvms, fifteenMinutesAhead)) {
            List<Long> clocks = applications.clocks();
            assertThat(Duration.ofMillis(clocks.get(1) - clocks.get(0)))
                    .isBetween(APART.minusMinutes(1), APART.plusMinutes(1));
            for (FlowKind flow : FlowKind.values()) {
                applications.run(flow, true, TURNS, () -> {
                    assertThat(applications.failures()).containsOnly("[]");
                    assertThat(flow.mistakes(applications.database())).isEmpty();
                    String stored = flow.stored(applications.database()).toString();
                    await().atMost(SOON)
                            .untilAsserted(
                                    () -> assertThat(applications.cached()).containsOnly(stored));
                });
            }
        }
    }

    @Test
    void put_clocksApart_expiresForBothAtOnce() {
        ChildJvm right = jvms.start(ClockRole.class);
        ChildJvm ahead = jvms.start(fifteenMinutesAhead, ClockRole.class);
        List.of(right, ahead).forEach(jvm -> jvm.await("ready"));

        assertThat(ask(ahead, "put long " + TTL_MILLIS)).isEqualTo("done");
        assertThat(ask(right, "put short 1000")).isEqualTo("done");
        for (ChildJvm jvm : List.of(right, ahead)) {
            assertThat(ask(jvm, "get long")).isEqualTo("there");
            assertThat(Long.parseLong(ask(jvm, "ttl long"))).isBetween(TTL_MILLIS - 60_000, TTL_MILLIS);
        }
        await().atMost(SOON).until(() -> ask(right, "get short").equals("null"));
        assertThat(ask(ahead, "get short")).isEqualTo("null");
        assertThat(ask(ahead, "get long")).isEqualTo("there");
        assertThat(ask(right, "invalidate")).isEqualTo("done");
        await().atMost(SOON).until(() -> ask(ahead, "get long").equals("null"));
    }

    @Test
    void fencingToken_clocksApart_risesWhoeverTakesIt() {
        ChildJvm right = jvms.start(ClockRole.class);
        ChildJvm ahead = jvms.start(fifteenMinutesAhead, ClockRole.class);
        List.of(right, ahead).forEach(jvm -> jvm.await("ready"));
        List<Long> tokens = Stream.of(right, ahead, right, ahead, right)
                .map(jvm -> Long.valueOf(ask(jvm, "token")))
                .toList();
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    private static String ask(ChildJvm jvm, String question) {
        int before = jvm.said("answer").size();
        jvm.tell(question);
        return jvm.await("answer", before + 1).get(before);
    }
}
