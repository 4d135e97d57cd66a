package io.larder.dropin.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The embedded Redis comes when it is asked for, says so, and goes with its last user. */
class EmbeddedApplicationIT {

    private static final Pattern SERVERS = Pattern.compile("servers: \\[(\\d+)]");

    @Test
    void twoManagers_shareOneServer_thatGoesWithTheSecond() throws IOException {
        Outcome outcome = run();
        assertThat(outcome.linesWith("Embedded Redis started"))
                .hasSize(2)
                .allMatch(line -> line.contains("127.0.0.1") && line.contains("not for production"));
        assertThat(outcome.output())
                .contains("second reads: from the first")
                .contains("servers after the first close: 1")
                .contains("servers after the second close: 0")
                .contains("started again: 1, empty: true")
                .contains("servers at the end: 0");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void exitWithoutClose_serverGoesWithTheApplication() throws IOException {
        Outcome outcome = run("exits");
        Matcher server = SERVERS.matcher(outcome.output());
        assertThat(server.find()).as(outcome.output()).isTrue();
        assertThat(ProcessHandle.of(Long.parseLong(server.group(1)))).isNotPresent();
        assertThat(outcome.exitCode()).isZero();
    }

    private static Outcome run(String... args) throws IOException {
        String libraries =
                Files.readString(Path.of("target", "application.classpath")).strip();
        return JavaApplication.of(
                        "target/classes" + File.pathSeparator + libraries, EmbeddedApplication.class.getName())
                .run(args);
    }
}
