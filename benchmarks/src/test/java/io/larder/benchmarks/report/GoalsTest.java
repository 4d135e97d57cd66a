package io.larder.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Scenario;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalsTest {

    private final Results results = new Results();

    @Test
    void judge_mediansOfThreeRounds_saysMetOrMissed() {
        measured(Operation.GET, 32, PeerKind.LARDER, 390, 410, 1000);
        measured(Operation.GET, 32, PeerKind.REDISSON, 100, 100, 1);
        measured(Operation.GET, 32, PeerKind.LETTUCE, 300, 300, 300);

        assertThat(Goals.judge(results))
                .anySatisfy(line -> assertThat(line).startsWith("met").contains("4.10 of Redisson"))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("1.37 of Lettuce"));
    }

    @Test
    void judge_fastButInexactInvoke_isMissed() {
        measured(Operation.INVOKE, 16, PeerKind.REDISSON, 100);
        results.add(round(Operation.INVOKE, 16, PeerKind.LARDER, 1, 900, 999));

        assertThat(Goals.judge(results))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("invoke"));
    }

    @Test
    void judge_slowerThanRedissonAnywhere_isMissedWithThePoint() {
        measured(Operation.REPLACE, 8, PeerKind.LARDER, 90);
        measured(Operation.REPLACE, 8, PeerKind.REDISSON, 100);

        assertThat(Goals.judge(results))
                .singleElement()
                .asString()
                .startsWith("MISSED")
                .contains("replace 200 B x8 (0.90)");
    }

    @Test
    void judge_withoutTheOther_saysNothing() {
        measured(Operation.GET, 32, PeerKind.LARDER, 90);

        assertThat(Goals.judge(results)).isEmpty();
    }

    private void measured(Operation operation, int threads, PeerKind peer, double... throughputs) {
        for (int i = 0; i < throughputs.length; i++) {
            results.add(round(operation, threads, peer, i + 1, throughputs[i], 1000));
        }
    }

    private static Round round(
            Operation operation, int threads, PeerKind peer, int number, double callsPerSecond, long counted) {
        Scenario scenario = new Scenario("standalone", operation, 200, threads);
        return new Round(scenario, peer, number, callsPerSecond, 1000, 1, 1, Map.of(), counted);
    }
}
