package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.awaitility.Awaitility.await;

import io.larder.servers.life.Basket;
import io.larder.servers.life.LifeServlet;
import io.larder.servers.life.OwnManager;
import io.larder.servers.life.Price;
import io.larder.servers.life.Prices;
import io.larder.servers.life.ProbeServlet;
import io.larder.servers.life.Stock;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What only a server shows: EJBs, sessions, two applications side by side, and what is left of one afterwards. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LifeIT {

    private static final String WITH_MBEANS = "larder:\n  defaults:\n    statistics: true\n    management: true\n";
    private static final int ROUNDS = 3;
    private static final boolean KEEPS_APPLICATIONS = Boolean.getBoolean("test.server.keeps.applications");
    /** The first application of each name, and no later one. */
    private static final boolean KEEPS_FIRST = Boolean.getBoolean("test.server.keeps.first");

    /** Less, because most servers keep one in any case. */
    private static final Duration PATIENCE_FOR_BASELINE = Duration.ofSeconds(10);

    /** Generous, for only what fails waits so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return Application.bareWar("probe", ProbeServlet.class);
    }

    @Deployment(name = "unused", managed = false, testable = false)
    static WebArchive unused() {
        return application("unused");
    }

    @Deployment(name = "life", managed = false, testable = false)
    static WebArchive life() {
        return application("life");
    }

    @Deployment(name = "own-manager", managed = false, testable = false)
    static WebArchive ownManager() {
        return application("own-manager").addClass(OwnManager.class);
    }

    @Deployment(name = "neighbour", managed = false, testable = false)
    static WebArchive neighbour() {
        return application("neighbour");
    }

    private static WebArchive application(String name) {
        return Application.war(
                        name,
                        LifeServlet.class,
                        ProbeServlet.class,
                        Price.class,
                        Prices.class,
                        Stock.class,
                        Basket.class)
                .addAsResource(new StringAsset(WITH_MBEANS), "larder.yaml");
    }

    @Test
    void twoApplications_sameCacheNames_shareEntriesAndNoClasses() {
        deployer.deploy("life");
        deployer.deploy("neighbour");
        try {
            assertThat(call("life", "ejb")).as("a session bean").isEqualTo("1");
            assertThat(call("life", "ejb")).isEqualTo("1");
            call("life", "sell");
            assertThat(call("life", "ejb")).isEqualTo("2");

            Server browser = Server.withCookies();
            assertThat(browser.get("/life/life?call=session"))
                    .as("a bean of a session")
                    .isEqualTo("1");
            assertThat(browser.get("/life/life?call=session")).isEqualTo("1");

            assertThat(call("life", "bean")).isEqualTo("Price[product=apple, cents=1]");
            assertThat(call("neighbour", "bean"))
                    .as("the other's entry, read as this one's class")
                    .isEqualTo("Price[product=apple, cents=1]");
        } finally {
            deployer.undeploy("neighbour");
            deployer.undeploy("life");
        }
    }

    @Test
    @Tag("rounds")
    void undeployed_afterUse_isForgottenLikeOneThatUsedNothing() {
        assertForgotten("life", KEEPS_APPLICATIONS ? ROUNDS : 0);
    }

    @Test
    @Tag("rounds")
    void undeployed_withManagerOfItsOwn_isForgottenEverywhere() {
        assertForgotten("own-manager", 0);
    }

    /**
     * Compares what is left after a few rounds with what one leaves that used nothing.
     *
     * @param loadersKept how many class loaders may stay in any case
     */
    private void assertForgotten(String application, int loadersKept) {
        if (KEEPS_FIRST) {
            rounds(1, "unused", "nothing");
            rounds(1, application, "nothing");
        }
        probe("?forget");
        rounds(ROUNDS, "unused", "nothing");
        int baseline = Math.max(loadersKept, loadersLeft(0, PATIENCE_FOR_BASELINE));
        Map<String, String> before = probe("?forget");

        rounds(ROUNDS, application, "bean");
        int left = loadersLeft(baseline, PATIENCE);
        Map<String, String> after = probe("");

        assertSoftly(softly -> {
            softly.assertThat(after.get("threads")).as("threads").isEqualTo(before.get("threads"));
            softly.assertThat(after.get("mbeans")).as("MBeans").isEqualTo(before.get("mbeans"));
            softly.assertThat(left)
                    .as("class loaders of %d rounds, baseline %d", ROUNDS, baseline)
                    .isLessThanOrEqualTo(baseline);
        });
    }

    private void rounds(int rounds, String application, String call) {
        for (int i = 0; i < rounds; i++) {
            deployer.deploy(application);
            try {
                call(application, call);
            } finally {
                deployer.undeploy(application);
            }
        }
    }

    /** Waits until there are no more than these, for as long as a server may need; returns how many there are. */
    private static int loadersLeft(int hoped, Duration patience) {
        try {
            await().atMost(patience).pollInterval(Duration.ofSeconds(1)).until(() -> loaders() <= hoped);
        } catch (ConditionTimeoutException e) {
            return loaders();
        }
        return loaders();
    }

    private static int loaders() {
        return Integer.parseInt(probe("").getOrDefault("loaders", ""));
    }

    private static Map<String, String> probe(String query) {
        return Server.current().getProperties("/probe/probe" + query);
    }

    private static String call(String application, String call) {
        return Server.current().get("/" + application + "/life?call=" + call);
    }
}
