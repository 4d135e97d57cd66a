package io.larder.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.pressure.Jvms;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two JVMs of an application, each with near caches, serve many users on one database. {@code -Dtest.flows.turns=1000} lets
 * them do so for longer.
 */
class FlowsIT {

    private static final int TURNS = Integer.getInteger("test.flows.turns", 25);

    /** What a message to a near cache takes, and a margin. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying().forAllTests();

    private static TwoApplications applications;

    @BeforeAll
    static void startApplications() {
        applications = new TwoApplications(jvms, Map.of());
    }

    @AfterAll
    static void stopDatabase() {
        applications.close();
    }

    @ParameterizedTest
    @EnumSource
    void serve_manyUsersOfTwoJvms_doesNothingTwiceAndCachesAreRight(FlowKind flow) {
        applications.run(flow, true, TURNS, () -> assertRight(flow));
        assertThat(applications.nearHits()).as("answers of near caches").doesNotContain("0");
    }

    private static void assertRight(FlowKind flow) {
        assertThat(applications.failures()).containsOnly("[]");
        assertThat(flow.mistakes(applications.database())).isEmpty();
        String stored = flow.stored(applications.database()).toString();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(applications.cached()).containsOnly(stored));
    }

    /** Without what protects it, so that it is known to need it. */
    @ParameterizedTest
    @EnumSource
    void serve_unprotected_doesThingsTwice(FlowKind flow) {
        applications.run(
                flow,
                false,
                TURNS,
                () -> assertThat(flow.mistakes(applications.database())).isNotEmpty());
    }
}
