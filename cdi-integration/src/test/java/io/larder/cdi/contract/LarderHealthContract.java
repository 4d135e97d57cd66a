package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderConfiguration;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import javax.cache.CacheManager;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** What MicroProfile Health is told of a Redis that stops, hangs and comes back. Its Redis is its own. */
@Timeout(120)
class LarderHealthContract {

    private static final String ADDRESS = "larder.redis";

    private static @Nullable RedisDeployment redis;

    /** Where the other contracts have their Redis, which would win over what the manager is told. */
    private @Nullable String addressOfOthers;

    /** The application's manager, which says where Redis is. */
    @ApplicationScoped
    static class Managers {

        @Produces
        @ApplicationScoped
        CacheManager manager() {
            return new LarderCachingProvider()
                    .getCacheManager(
                            URI.create("urn:health"),
                            LarderHealthContract.class.getClassLoader(),
                            LarderConfiguration.builder()
                                    .redis(servers().address())
                                    .timeout(Duration.ofSeconds(3))
                                    .build()
                                    .toProperties());
        }

        void close(@Disposes CacheManager manager) {
            manager.close();
        }
    }

    private static RedisDeployment servers() {
        return Objects.requireNonNull(redis);
    }

    @BeforeEach
    void startRedis() {
        addressOfOthers = System.clearProperty(ADDRESS);
        redis = RedisServers.standalone();
    }

    @AfterEach
    void stopRedis() {
        servers().close();
        if (addressOfOthers != null) {
            System.setProperty(ADDRESS, addressOfOthers);
        }
    }

    private static HealthCheckResponse ask(SeContainer container) {
        return container
                .select(HealthCheck.class, Readiness.Literal.INSTANCE)
                .get()
                .call();
    }

    private static String stateOf(HealthCheckResponse response) {
        Map<String, Object> data = response.getData().orElseThrow();
        return String.valueOf(data.get("state"));
    }

    private static void awaitState(SeContainer container, String state, Status status) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> stateOf(ask(container)).equals(state));
        assertThat(ask(container).getStatus()).isEqualTo(status);
    }

    @Test
    void server_thatHangs_isDegradedButReadyThenDownAndReadyAgain() {
        try (SeContainer container = Application.start(Managers.class)) {
            RedisNode server = servers().nodes().get(0);
            assertThat(ask(container).getName()).isEqualTo("larder");
            awaitState(container, "up", Status.UP);

            server.pause();
            try {
                awaitState(container, "degraded", Status.UP);
                awaitState(container, "down", Status.DOWN);
                assertThat(ask(container).getData().orElseThrow())
                        .containsEntry("entries", "down")
                        .containsEntry("entries.masters", 1L)
                        .containsEntry("entries.answering", 0L)
                        .containsKey("entries.seconds");
            } finally {
                server.resume();
            }
            awaitState(container, "up", Status.UP);
        }
    }

    @Test
    void server_thatStops_isDownAndReadyAgainWhenItIsBack() {
        try (SeContainer container = Application.start(Managers.class)) {
            awaitState(container, "up", Status.UP);

            servers().nodes().get(0).stop();
            awaitState(container, "down", Status.DOWN);
            servers().nodes().get(0).start();
            awaitState(container, "up", Status.UP);
        }
    }

    @Test
    void manager_thatCannotBeOpened_isDownUntilItCan() {
        try (SeContainer container = Application.start(Managers.class)) {
            servers().nodes().get(0).stop();

            HealthCheckResponse response = ask(container);

            assertThat(response.getStatus()).isEqualTo(Status.DOWN);
            assertThat(response.getData().orElseThrow()).containsEntry("state", "down");
            assertThat(String.valueOf(response.getData().orElseThrow().get("error")))
                    .matches("LRD-\\d+");
            servers().nodes().get(0).start();
            awaitState(container, "up", Status.UP);
        }
    }

    @Test
    @DisabledIfSystemProperty(
            named = "test.container",
            matches = "OpenWebBeans.*",
            disabledReason = "OpenWebBeans knows no build-compatible extensions")
    void buildCompatibleExtension_hasTheCheckToo() throws Exception {
        SeContainerInitializer weld =
                SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(Managers.class);
        weld.getClass().getMethod("addBuildCompatibleExtensions", Class[].class).invoke(weld, (Object)
                new Class<?>[] {BuildCompatibleContract.Alone.class});
        try (SeContainer container = weld.initialize()) {
            awaitState(container, "up", Status.UP);
        }
    }
}
