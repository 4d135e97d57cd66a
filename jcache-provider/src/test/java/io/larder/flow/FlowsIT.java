package io.larder.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.pressure.ChildJvm;
import io.larder.pressure.Jvms;
import io.larder.testing.RedisServers;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two JVMs of an application, each with near caches, serve many users on one database. {@code -Dtest.flows.turns=2000} lets
 * them do so for longer.
 */
class FlowsIT {

    private static final Logger LOG = LoggerFactory.getLogger(FlowsIT.class);
    private static final int TURNS = Integer.getInteger("test.flows.turns", 25);
    private static final int THREADS = 8;

    /** What a message to a near cache takes, and a margin. */
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying().forAllTests();

    private static Server server;
    private static Database database;
    private static List<ChildJvm> applications;
    private static int run;

    @BeforeAll
    static void startApplications() throws SQLException {
        server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        String url = "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:flows;DB_CLOSE_DELAY=-1";
        database = new Database(url);
        applications = List.of(jvms.start(FlowRole.class, url), jvms.start(FlowRole.class, url));
        applications.forEach(application -> application.await("ready"));
    }

    @AfterAll
    static void stopDatabase() {
        server.stop();
    }

    @ParameterizedTest
    @EnumSource
    void serve_manyUsersOfTwoJvms_doesNothingTwiceAndCachesAreRight(FlowKind flow) {
        run(flow, true, () -> {
            assertThat(applications)
                    .allSatisfy(application -> assertThat(
                                    application.said("failures").get(run - 1))
                            .isEqualTo("[]"));
            assertThat(flow.mistakes(database)).isEmpty();
            String stored = flow.stored(database).toString();
            LOG.info("{}: {}", flow, stored);
            await().atMost(SOON).untilAsserted(() -> assertThat(cached()).containsOnly(stored));
        });
        assertThat(applications)
                .as("answers of near caches")
                .allSatisfy(application ->
                        assertThat(application.said("near").get(run - 1)).isNotEqualTo("0"));
    }

    /** Without what protects it, so that it is known to need it. */
    @ParameterizedTest
    @EnumSource
    void serve_unprotected_doesThingsTwice(FlowKind flow) {
        run(flow, false, () -> assertThat(flow.mistakes(database)).isNotEmpty());
    }

    private static void run(FlowKind flow, boolean guarded, Runnable checks) {
        run++;
        flow.prepare(database);
        tell("begin " + run + " " + flow.name() + " " + guarded);
        applications.forEach(application -> application.await("begun", run));
        try {
            long start = System.nanoTime();
            tell("go " + THREADS + " " + TURNS);
            applications.forEach(application -> application.await("failures", run));
            LOG.info("{}, guarded {}: {} ms", flow, guarded, (System.nanoTime() - start) / 1_000_000);
            checks.run();
        } finally {
            tell("end");
            applications.forEach(application -> application.await("near", run));
        }
    }

    private static void tell(String line) {
        applications.forEach(application -> application.tell(line));
    }

    private static List<String> cached() {
        return applications.stream()
                .map(application -> {
                    int before = application.said("cached").size();
                    application.tell("look");
                    return application.await("cached", before + 1).get(before);
                })
                .toList();
    }
}
