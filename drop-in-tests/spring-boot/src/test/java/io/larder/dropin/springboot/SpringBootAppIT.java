package io.larder.dropin.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spring Boot's own configuration of JCache finds Larder, in the executable jar that it makes. */
class SpringBootAppIT {

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
    void larderYamlFoundByItsName_cachesInRedis() {
        Outcome outcome = application().run();
        cachesInRedis(outcome);
        assertThat(outcome.output()).contains("manager: larder\n");
    }

    @Test
    void springNamesTheFile_nestedInTheJar_cachesInRedis() {
        Outcome outcome = application().run("--spring.cache.jcache.config=classpath:larder.yaml");
        cachesInRedis(outcome);
        assertThat(outcome.linesWith("manager: jar:nested:"))
                .singleElement()
                .asString()
                .endsWith("!/larder.yaml");
    }

    private static void cachesInRedis(Outcome outcome) {
        assertThat(outcome.output())
                .contains("provider: io.larder.spi.LarderCachingProvider")
                .contains("equal: true, looked up: 1")
                .contains("synchronized: title of 0-330-25864-8title of 0-330-25864-8, looked up: 2")
                .contains("nothing: nullnull, looked up: 3")
                .contains("forgotten: true")
                .contains("metrics: 2 hits, 3 misses")
                .doesNotContain("WARN");
        assertThat(outcome.exitCode()).isZero();
        assertThat(redis.keys())
                .anyMatch(key -> key.startsWith("bookshop:{titles:") && key.contains("0-330-25864-8"))
                .anyMatch(key -> key.startsWith("bookshop:{books:") && key.contains("none"));
    }

    private static JavaApplication application() {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            Path jar = built.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
            return JavaApplication.of(jar).environment("LARDER_REDIS", redis.address());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
