package io.larder.benchmarks.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.benchmarks.peer.PeerKind;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class PlanTest {

    @Test
    void of_nothing_isTheShortPlanThatHasAllGoals() {
        Plan plan = Plan.of(new Properties());

        assertThat(plan.name()).isEqualTo("short");
        assertThat(plan.topologies()).containsExactly("standalone");
        assertThat(plan.scenarios())
                .contains(
                        new Scenario("standalone", Operation.GET, 200, 32),
                        new Scenario("standalone", Operation.PUT_ALL, 200, 16),
                        new Scenario("standalone", Operation.INVOKE, 200, 16));
    }

    @Test
    void of_full_hasEveryOperationSizeAndTopology() {
        Plan plan = Plan.of(properties("plan", "full"));

        assertThat(plan.topologies()).containsExactly("standalone", "cluster");
        assertThat(plan.peers()).containsExactly(PeerKind.values());
        assertThat(plan.scenarios().stream().map(Scenario::operation).distinct())
                .containsExactly(Operation.values());
        assertThat(plan.scenarios().stream().map(Scenario::valueBytes).distinct())
                .containsExactly(20, 200, 10_000);
    }

    @Test
    void peers_onTheSecondTopology_areThoseOnRedis() {
        Plan plan = Plan.of(properties("plan", "full"));

        assertThat(plan.peers("standalone")).contains(PeerKind.HAZELCAST, PeerKind.CAFFEINE);
        assertThat(plan.peers("cluster")).contains(PeerKind.SPRING).allMatch(PeerKind::isOnRedis);
    }

    @Test
    void of_settings_measuresThoseOnly() {
        Properties properties = properties("operations", "get, clear");
        properties.setProperty("benchmark.threads", "3");
        properties.setProperty("benchmark.rate", "0");

        Plan plan = Plan.of(properties);

        assertThat(plan.scenarios())
                .containsExactly(
                        new Scenario("standalone", Operation.GET, 200, 3),
                        new Scenario("standalone", Operation.CLEAR, 200, 1));
        assertThat(plan.atRate()).isEmpty();
    }

    @Test
    void of_unknownNames_areRefusedWithThoseThereAre() {
        assertThatThrownBy(() -> Plan.of(properties("round", "3"))).hasMessageContaining("rounds");
        assertThatThrownBy(() -> Plan.of(properties("peers", "lader"))).hasMessageContaining("larder");
        assertThatThrownBy(() -> Plan.of(properties("operations", "set"))).hasMessageContaining("put");
        assertThatThrownBy(() -> Plan.of(properties("plan", "long"))).hasMessageContaining("full");
    }

    private static Properties properties(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty("benchmark." + key, value);
        return properties;
    }
}
