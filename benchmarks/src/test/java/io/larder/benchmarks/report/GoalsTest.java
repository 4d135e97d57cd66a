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
    void judge_nearCaches_areComparedWithWhatIsInMemoryToo() {
        measured(Operation.GET, 1, PeerKind.CAFFEINE, 900);
        measured(Operation.GET, 1, PeerKind.CAFFEINE_JCACHE, 100);
        measured(Operation.GET, 1, PeerKind.LARDER_NEAR_IMMUTABLE, 310);
        measured(Operation.GET, 1, PeerKind.LARDER_NEAR, 490);

        assertThat(Goals.judge(results))
                .anySatisfy(line -> assertThat(line).startsWith("met").contains("near, immutable", "0.34 of Caffeine"))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("4.90 of Caffeine JCache"));
    }

    @Test
    void judge_tags_areFlatAndCheapToRead() {
        measured(Operation.GET, 8, PeerKind.LARDER, 160);
        measured(Operation.GET_TAGGED, 8, PeerKind.LARDER, 100);
        measured(Operation.INVALIDATE_10, 1, PeerKind.LARDER, 300);
        measured(Operation.INVALIDATE_1000, 1, PeerKind.LARDER, 151);
        measured(Operation.INVALIDATE_100000, 1, PeerKind.LARDER, 149);
        measured(Operation.INVALIDATE_1000000, 1, PeerKind.LARDER, 90);

        assertThat(Goals.judge(results))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("takes 1.60 times"))
                .anySatisfy(line -> assertThat(line).startsWith("met").contains("invalidateTag10 ", "3.33 ms"))
                .anySatisfy(line -> assertThat(line).startsWith("met").contains("invalidateTag1000 ", "1.99 times"))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("invalidateTag100000 "))
                .anySatisfy(line -> assertThat(line).startsWith("MISSED").contains("invalidateTag1000000", "11.11 ms"));
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
