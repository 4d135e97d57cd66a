package io.larder.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.testing.JavaApplication;
import io.larder.testing.JavaApplication.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** The transport that is chosen is the one that is used, by each of several applications in one JVM. */
class TransportIT {

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    @Test
    void open_clientOfOurs_usesTheBestTransport() {
        RedisConnection connection = RedisConnections.open(SERVERS);
        try {
            assertThat(connection.unwrap(RedissonClient.class).getConfig().getTransportMode())
                    .isEqualTo(Transport.best());
        } finally {
            connection.close();
        }
    }

    @Test
    void open_applicationsWithCopiesOfTheirOwn_eachHasTheBestTransport() {
        Outcome outcome = JavaApplication.of(applicationsAlone(), IsolatedApplications.class.getName())
                .run(System.getProperty("java.class.path"), SERVERS.address());

        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        assertThat(outcome.linesWith("application: "))
                .hasSize(3)
                .containsOnly("application: " + Transport.best() + " value");
    }

    @Test
    void open_applicationGoesWhereTheJvmHasNettyToo_takesNothingAway() throws Exception {
        WeakReference<ClassLoader> gone =
                IsolatedApplications.useOne(System.getProperty("java.class.path"), SERVERS.address(), "NIO value");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(gone.refersTo(null)).isTrue();
        });
        System.gc(); // and the library, if there were one
        open_clientOfOurs_usesTheBestTransport();
    }

    /** The classes of the tests, without any library. */
    private static String applicationsAlone() {
        return Path.of(IsolatedApplications.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }
}
