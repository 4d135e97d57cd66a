package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.NearAnswer;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Timing;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RefreshRuleTest {

    private static final Timing TIMING = new Timing(100_000, 0, 1_000);
    private static final Timing STALE_TIMING = new Timing(100_000, 50_000, 1_000);

    private static NearAnswer read(@Nullable Timing timing, long remainingMillis) {
        return new NearAnswer(new StoredEntry(1, new byte[0], List.of(), timing), remainingMillis);
    }

    @Test
    void isDue_refreshAhead_isOnceSoMuchOfTheTtlHasPassed() {
        RefreshRule rule = RefreshRule.of(80, 0, 0);
        assertThat(rule.isOn()).isTrue();
        assertThat(rule.isDue(read(TIMING, 20_001))).isFalse();
        assertThat(rule.millisUntilDue(read(TIMING, 20_001))).isOne();
        assertThat(rule.isDue(read(TIMING, 20_000))).isTrue();
        assertThat(rule.isDue(read(STALE_TIMING, 70_001)))
                .as("with a while in which it is stale")
                .isFalse();
        assertThat(rule.isDue(read(STALE_TIMING, 70_000))).isTrue();
        assertThat(RefreshRule.isStale(read(STALE_TIMING, 70_000))).isFalse();
    }

    @Test
    void isDue_staleEntry_isWhateverTheRule() {
        assertThat(RefreshRule.NONE.isOn()).isFalse();
        assertThat(RefreshRule.of(100, 0, 1).isOn()).isTrue();
        assertThat(RefreshRule.NONE.isDue(read(STALE_TIMING, 50_001))).isFalse();
        assertThat(RefreshRule.isStale(read(STALE_TIMING, 50_001))).isFalse();
        assertThat(RefreshRule.NONE.isDue(read(STALE_TIMING, 50_000))).isTrue();
        assertThat(RefreshRule.isStale(read(STALE_TIMING, 50_000))).isTrue();
    }

    @Test
    void isDue_notLoadedOrAbsentOrEternal_isNot() {
        RefreshRule rule = RefreshRule.of(1, 100, 0);
        assertThat(rule.isDue(read(null, 1))).isFalse();
        assertThat(rule.millisUntilDue(read(null, 7))).isEqualTo(7);
        assertThat(rule.millisUntilDue(read(TIMING, NearAnswer.ETERNAL))).isEqualTo(NearAnswer.ETERNAL);
        assertThat(RefreshRule.isStale(new NearAnswer(null, -2))).isFalse();
    }

    @Test
    void isDue_earlyRefresh_isAsTheDrawHasIt() {
        double half = 0.5; // is drawn: -ln(1 - 0.5) = 0.693
        RefreshRule rule = new RefreshRule(100, 1, 0, () -> half);
        assertThat(rule.millisUntilDue(read(TIMING, 693))).isZero();
        assertThat(rule.isDue(read(TIMING, 694))).isFalse();
        RefreshRule twice = new RefreshRule(100, 2, 0, () -> half);
        assertThat(twice.isDue(read(TIMING, 1_386))).isTrue();
        assertThat(twice.isDue(read(TIMING, 1_387))).isFalse();
        assertThat(new RefreshRule(100, 1, 0, () -> 0).isDue(read(TIMING, 1))).isFalse();
    }

    @Test
    void isDue_earlyRefreshOfManyReads_isAsLikelyAsXFetchSays() {
        Random random = new Random(7);
        RefreshRule rule = new RefreshRule(100, 1, 0, random::nextDouble);
        for (long remaining : List.of(100L, 500L, 1_000L, 3_000L)) {
            int due = 0;
            for (int i = 0; i < 100_000; i++) {
                due += rule.isDue(read(TIMING, remaining)) ? 1 : 0;
            }
            double expected = Math.exp(-remaining / 1_000.0);
            assertThat(due / 100_000.0).isBetween(expected - 0.01, expected + 0.01);
        }
    }
}
