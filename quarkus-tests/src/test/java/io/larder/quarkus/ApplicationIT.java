package io.larder.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The application as Quarkus packages it, in a JVM of its own. */
class ApplicationIT {

    @Test
    void application_packaged_cachesAndLeavesNoThread() {
        Outcome outcome = run("quarkus-app");

        assertThat(outcome.output())
                .contains("Found: a#1 a#1 a#1")
                .contains("Changed: a#2")
                .contains("Reserved: 7")
                .contains("Threads left: []");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void application_withAWrongAnnotation_doesNotStart() {
        Outcome outcome = run("quarkus-wrong");

        assertThat(outcome.output()).contains("LRD-602: ").doesNotContain("Found:");
        assertThat(outcome.exitCode()).isNotZero();
    }

    private static Outcome run(String folder) {
        try (RedisDeployment redis = RedisServers.standalone()) {
            return JavaApplication.of(Path.of(System.getProperty("test.applications"), folder, "quarkus-run.jar"))
                    .environment("REDIS_ADDRESS", redis.address())
                    .run();
        }
    }
}
