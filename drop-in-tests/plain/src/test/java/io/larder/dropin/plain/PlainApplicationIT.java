package io.larder.dropin.plain;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One dependency and the address of a server are all that an application needs. */
class PlainApplicationIT {

    private static RedisDeployment redis;

    @BeforeAll
    static void start() {
        redis = RedisServers.standalone();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void flush() {
        redis.flush();
    }

    @Test
    void addressInEnvironment_storesInRedis() throws IOException {
        storesInRedis(application().environment("LARDER_REDIS", redis.address()).run());
    }

    @Test
    void addressInSystemProperty_storesInRedis() throws IOException {
        storesInRedis(
                application().systemProperty("larder.redis", redis.address()).run());
    }

    private static void storesInRedis(Outcome outcome) {
        assertThat(outcome.output())
                .contains("provider: io.larder.spi.LarderCachingProvider", "value: good morning")
                .doesNotContain("WARN io.larder");
        assertThat(outcome.exitCode()).isZero();
        assertThat(redis.keys()).anyMatch(key -> key.startsWith("larder:{greetings:") && key.contains("en"));
    }

    @Test
    void noAddress_saysHowToGiveOne() throws IOException {
        Outcome outcome = application().run();
        assertThat(outcome.output()).contains("LRD-101", "larder.redis=redis://host:6379", "LARDER_REDIS");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void embeddedWithoutItsDependency_saysWhatToAdd() throws IOException {
        Outcome outcome =
                application().systemProperty("larder.redis", "embedded:").run();
        assertThat(outcome.output()).contains("LRD-309", "<artifactId>embedded-redis</artifactId>");
        assertThat(outcome.exitCode()).isEqualTo(1);
    }

    @Test
    void classPath_hasNothingThatIsOptionalOrForTests() throws IOException {
        assertThat(Arrays.stream(libraries().split(File.pathSeparator))
                        .map(jar -> Path.of(jar).getFileName().toString()))
                .anyMatch(jar -> jar.startsWith("jcache-provider-"))
                .noneMatch(jar -> jar.startsWith("redisson-4"))
                .noneMatch(jar -> jar.startsWith("embedded-redis"))
                .noneMatch(jar -> jar.startsWith("junit"));
    }

    private static JavaApplication application() throws IOException {
        return JavaApplication.of(
                "target/classes" + File.pathSeparator + libraries(), PlainApplication.class.getName());
    }

    private static String libraries() throws IOException {
        return Files.readString(Path.of("target", "application.classpath")).strip();
    }
}
