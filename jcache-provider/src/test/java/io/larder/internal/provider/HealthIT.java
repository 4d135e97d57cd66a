package io.larder.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.larder.LarderConfiguration;
import io.larder.LarderHealth;
import io.larder.LarderHealth.Servers;
import io.larder.LarderHealth.State;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.net.URI;
import java.time.Duration;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a manager says of servers that stop, hang, and come back. */
@Timeout(120)
class HealthIT {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final LarderCachingProvider provider = new LarderCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private CacheManager open(LarderConfiguration.Builder configuration) {
        return provider.getCacheManager(
                URI.create("urn:health"),
                HealthIT.class.getClassLoader(),
                configuration.timeout(Duration.ofSeconds(3)).build().toProperties());
    }

    private static void awaitState(LarderHealth health, State state) {
        await().atMost(LONGEST).until(() -> health.state() == state);
    }

    @Test
    void server_thatStopsAndComesBack_isDownAndUpAgain() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            LarderHealth health =
                    open(LarderConfiguration.builder().redis(redis.address())).unwrap(LarderHealth.class);
            RedisNode server = redis.nodes().get(0);
            assertThat(health.state()).isEqualTo(State.UP);

            server.stop();
            awaitState(health, State.DOWN);
            assertThat(health.servers()).singleElement().satisfies(servers -> {
                assertThat(servers.name()).isEqualTo("entries");
                assertThat(servers.masters()).isEqualTo(1);
                assertThat(servers.answering()).isZero();
                assertThat(servers.lasting()).isBetween(Duration.ZERO, LONGEST);
            });
            server.start();
            awaitState(health, State.UP);
        }
    }

    @Test
    void server_thatHangs_isDegradedThenDownAndUpAgain() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            LarderHealth health =
                    open(LarderConfiguration.builder().redis(redis.address())).unwrap(LarderHealth.class);
            RedisNode server = redis.nodes().get(0);

            server.pause();
            try {
                awaitState(health, State.DEGRADED);
                awaitState(health, State.DOWN);
                long before = System.nanoTime();
                assertThat(health.servers()).extracting(Servers::answering).containsExactly(0);
                assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
            } finally {
                server.resume();
            }
            awaitState(health, State.UP);
        }
    }

    @Test
    void masters_ofWhichOneHangs_areDegraded() {
        try (RedisDeployment redis = RedisServers.cluster(3)) {
            LarderHealth health =
                    open(LarderConfiguration.builder().redis(redis.address())).unwrap(LarderHealth.class);

            redis.nodes().get(1).pause();
            try {
                awaitState(health, State.DEGRADED);
                await().atMost(LONGEST)
                        .until(() -> health.servers().get(0).lasting().compareTo(Duration.ofSeconds(5)) > 0);
                assertThat(health.servers()).singleElement().satisfies(servers -> {
                    assertThat(servers.state()).isEqualTo(State.DEGRADED);
                    assertThat(servers.masters()).isEqualTo(3);
                    assertThat(servers.answering()).isEqualTo(2);
                });
            } finally {
                redis.nodes().get(1).resume();
            }
            awaitState(health, State.UP);
        }
    }

    @Test
    void locks_whoseOwnServerIsDown_degradeTheRest() {
        try (RedisDeployment entries = RedisServers.standalone();
                RedisDeployment locks = RedisServers.standalone()) {
            LarderHealth health = open(LarderConfiguration.builder()
                            .redis(entries.address())
                            .locksRedis(locks.address()))
                    .unwrap(LarderHealth.class);

            locks.nodes().get(0).stop();
            await().atMost(LONGEST).until(() -> health.servers().get(1).state() == State.DOWN);
            assertThat(health.state()).isEqualTo(State.DEGRADED);
            assertThat(health.servers()).extracting(Servers::name).containsExactly("entries", "locks");
            assertThat(health.servers().get(0).state()).isEqualTo(State.UP);
            entries.nodes().get(0).stop();
            awaitState(health, State.DOWN);
        }
    }

    @Test
    void manager_thatIsClosed_hasNoHealth() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            CacheManager manager = open(LarderConfiguration.builder().redis(redis.address()));
            LarderHealth health = manager.unwrap(LarderHealth.class);

            manager.close();

            assertThatIllegalStateException().isThrownBy(health::state).withMessageContaining("LRD-");
            assertThatIllegalStateException().isThrownBy(() -> manager.unwrap(LarderHealth.class));
        }
    }
}
