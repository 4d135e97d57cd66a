package io.larder.dropin.ownredisson;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An application that has Redisson already keeps it, names the provider, and shares its client. */
class OwnRedissonApplicationIT {

    private static final String LARDER = "io.larder.spi.LarderCachingProvider";

    private static RedisDeployment redis;

    @BeforeAll
    static void start() {
        redis = RedisServers.standalone();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @Test
    void providerNamedInCode_clientSharedAndLeftOpen() throws IOException {
        sharesClient(application().run(redis.address(), LARDER));
    }

    @Test
    void providerNamedBySystemProperty_clientSharedAndLeftOpen() throws IOException {
        sharesClient(application()
                .systemProperty("javax.cache.spi.CachingProvider", LARDER)
                .run(redis.address()));
    }

    private static void sharesClient(Outcome outcome) {
        assertThat(outcome.output()).contains("provider: " + LARDER, "client: still open");
        assertThat(outcome.linesWith("pears: 2")).hasSize(2);
        warnsOnce(outcome);
        assertThat(outcome.exitCode()).isZero();
        assertThat(redis.keys()).contains("mine").anyMatch(key -> key.startsWith("larder:{stock:"));
    }

    @Test
    void providerNotNamed_warningBeforeTheErrorSaysWhatToDo() throws IOException {
        Outcome outcome = application().run(redis.address());
        warnsOnce(outcome);
        assertThat(outcome.output())
                .containsSubsequence("WARN io.larder", "refused: Multiple CachingProviders have been configured");
        assertThat(outcome.exitCode()).isZero();
    }

    private static void warnsOnce(Outcome outcome) {
        assertThat(outcome.linesWith("WARN io.larder"))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("org.redisson.jcache.JCachingProvider")
                        .contains("io.larder:redisson-without-jcache instead of org.redisson:redisson")
                        .contains("-Djavax.cache.spi.CachingProvider=" + LARDER)
                        .contains("Caching.getCachingProvider(\"" + LARDER + "\")"));
    }

    private static JavaApplication application() throws IOException {
        String libraries =
                Files.readString(Path.of("target", "application.classpath")).strip();
        return JavaApplication.of(
                "target/classes" + File.pathSeparator + libraries, OwnRedissonApplication.class.getName());
    }
}
