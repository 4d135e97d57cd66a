package io.larder.internal.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.Ttl;
import java.util.LongSummaryStatistics;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JitterTest {

    @Test
    void draw_percentage_shortensBetweenNothingAndThatMuch() {
        Jitter jitter = new Jitter(20);
        LongSummaryStatistics drawn = LongStream.range(0, 10_000)
                .map(i -> millis(jitter.draw().apply(Ttl.ofMillis(1_000))))
                .summaryStatistics();
        assertThat(drawn.getMin()).isBetween(800L, 820L);
        assertThat(drawn.getMax()).isBetween(980L, 1_000L);
        assertThat(drawn.getAverage()).isBetween(890.0, 910.0);
    }

    @Test
    void draw_once_isTheSameForAllOfAWrite() {
        UnaryOperator<Ttl> drawn = new Jitter(90).draw();
        assertThat(drawn.apply(Ttl.ofMillis(100_000))).isEqualTo(drawn.apply(Ttl.ofMillis(100_000)));
    }

    @Test
    void draw_whatIsNoDuration_staysAsItIs() {
        UnaryOperator<Ttl> drawn = new Jitter(90).draw();
        assertThat(drawn.apply(Ttl.ETERNAL)).isEqualTo(Ttl.ETERNAL);
        assertThat(drawn.apply(Ttl.IMMEDIATE)).isEqualTo(Ttl.IMMEDIATE);
        assertThat(drawn.apply(Ttl.UNCHANGED)).isEqualTo(Ttl.UNCHANGED);
        assertThat(drawn.apply(Ttl.ofMillis(1))).isEqualTo(Ttl.ofMillis(1));
        assertThat(new Jitter(0).draw().apply(Ttl.ofMillis(7))).isEqualTo(Ttl.ofMillis(7));
    }

    private static long millis(Ttl ttl) {
        return ((Ttl.Lasting) ttl).millis();
    }
}
