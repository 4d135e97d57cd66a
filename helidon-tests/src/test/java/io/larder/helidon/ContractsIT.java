package io.larder.helidon;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.servers.ContractTests;
import io.larder.testing.FreePorts;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each contract of the annotations, run inside an application. It is started by CDI's API, behind which Helidon is: its own
 * classes are for newer compilers than ours.
 */
class ContractsIT {

    private static RedisDeployment redis;
    private static SeContainer container;
    private static int port;

    @BeforeAll
    static void start() {
        redis = RedisServers.target();
        System.setProperty("larder.redis", redis.address());
        port = FreePorts.next();
        System.setProperty("server.port", String.valueOf(port));
        System.setProperty("server.host", "127.0.0.1");
        container = SeContainerInitializer.newInstance().initialize();
    }

    @AfterAll
    static void stop() {
        container.close();
        System.clearProperty("larder.redis");
        System.clearProperty("server.port");
        System.clearProperty("server.host");
        redis.close();
    }

    /** Helidon refuses whatever Java's own serialization reads, for the whole JVM. */
    private static final Set<String> OTHERWISE =
            Set.of("InterceptionContract.bean_passivatedAndActivated_isStillIntercepted()");

    @TestFactory
    Stream<DynamicTest> contracts() {
        return ContractTests.of("contracts", OTHERWISE);
    }

    @Test
    void health_redisAnswers_isReady() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"larder\"").contains("\"state\":\"up\"");
    }
}
