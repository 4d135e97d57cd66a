package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a server's MicroProfile Health answers over HTTP while Redis stops, hangs and comes back. */
abstract class ReadinessChecks {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final PlacedApplication APPLICATION = new PlacedApplication("ready");

    /** Has the locks alone, so that it is not everything that stops when it stops. */
    private static @Nullable RedisDeployment locks;

    static WebArchive ready() {
        RedisDeployment started = RedisServers.standalone();
        locks = started;
        return APPLICATION.warWithLarder("larder: {locks: {redis: '" + started.address() + "'}}");
    }

    @AfterAll
    static void stopLocks() {
        if (locks != null) {
            locks.close();
        }
    }

    /** Returns where the server says whether it is ready. */
    abstract URI readiness();

    @Test
    void readiness_redisStopsAndHangs_isDegradedThenDown() {
        assumeTrue(System.getProperty("test.redis.address", "").isEmpty(), "A Redis that is not ours is not stopped");
        RedisNode ofLocks = Objects.requireNonNull(locks).nodes().get(0);
        awaitAnswer(200, "up");

        ofLocks.stop();
        awaitAnswer(200, "degraded");

        ServerRun.redis().nodes().forEach(RedisNode::pause);
        try {
            awaitAnswer(503, "down");
        } finally {
            ServerRun.redis().nodes().forEach(RedisNode::resume);
        }
        awaitAnswer(200, "degraded");

        ofLocks.start();
        awaitAnswer(200, "up");
    }

    private void awaitAnswer(int status, String state) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            HttpResponse<String> answer = Server.current()
                    .send(HttpRequest.newBuilder(readiness()).timeout(PATIENCE).GET());
            String json = answer.body().replaceAll("\\s", "");
            assertThat(json).contains("\"name\":\"larder\"", "\"state\":\"" + state + '"');
            assertThat(answer.statusCode()).as(json).isEqualTo(status);
        });
    }
}
