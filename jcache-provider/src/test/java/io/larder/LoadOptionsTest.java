package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadOptionsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void none_hasNothingSet() {
        LoadOptions none = LoadOptions.none();
        assertThat(none.ttl()).isEmpty();
        assertThat(none.tags()).isEmpty();
        assertThat(none.ttlJitter()).isEmpty();
        assertThat(none.refreshAhead()).isEmpty();
        assertThat(none.staleFor()).isEmpty();
        assertThat(none.earlyRefresh()).isEmpty();
        assertThat(none.nullTtl()).isEmpty();
        assertThat(none.exceptionTtl()).isEmpty();
        assertThat(none.cachedExceptions()).isEmpty();
    }

    @Test
    void each_set_isKeptBesideTheOthers() {
        LoadOptions all = LoadOptions.none()
                .withTtl(MINUTE)
                .withTags("red")
                .withTtlJitter(20)
                .withRefreshAhead(80)
                .withStaleFor(MINUTE.multipliedBy(2))
                .withEarlyRefresh(1.5)
                .withNullTtl(MINUTE.multipliedBy(3))
                .withExceptionTtl(MINUTE.multipliedBy(4), IOException.class);
        assertThat(all.ttl()).contains(MINUTE);
        assertThat(all.tags()).containsExactly("red");
        assertThat(all.ttlJitter()).hasValue(20);
        assertThat(all.refreshAhead()).hasValue(80);
        assertThat(all.staleFor()).contains(MINUTE.multipliedBy(2));
        assertThat(all.earlyRefresh()).hasValue(1.5);
        assertThat(all.nullTtl()).contains(MINUTE.multipliedBy(3));
        assertThat(all.exceptionTtl()).contains(MINUTE.multipliedBy(4));
        assertThat(all.cachedExceptions()).containsExactly("java.io.IOException");
        assertThat(all)
                .hasToString(
                        "LoadOptions[ttl=PT1M, tags=[red], ttlJitter=20, refreshAhead=80, staleFor=PT2M,"
                                + " earlyRefresh=1.5, nullTtl=PT3M, exceptionTtl=PT4M, cachedExceptions=[java.io.IOException]]");
    }

    static Stream<UnaryOperator<LoadOptions>> changes() {
        return Stream.of(
                o -> o.withTtl(MINUTE),
                o -> o.withTags("red"),
                o -> o.withTtlJitter(1),
                o -> o.withRefreshAhead(1),
                o -> o.withStaleFor(MINUTE),
                o -> o.withEarlyRefresh(1),
                o -> o.withNullTtl(MINUTE),
                o -> o.withExceptionTtl(MINUTE, IOException.class));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void equals_oneDifference_isNotEqual(UnaryOperator<LoadOptions> change) {
        LoadOptions changed = change.apply(LoadOptions.none());
        assertThat(changed).isNotEqualTo(LoadOptions.none());
        assertThat(changed)
                .isEqualTo(change.apply(LoadOptions.none()))
                .hasSameHashCodeAs(change.apply(LoadOptions.none()));
    }

    static Stream<UnaryOperator<LoadOptions>> outOfBounds() {
        return Stream.of(
                o -> o.withTtlJitter(-1),
                o -> o.withTtlJitter(91),
                o -> o.withRefreshAhead(0),
                o -> o.withRefreshAhead(101),
                o -> o.withStaleFor(MINUTE.negated()),
                o -> o.withEarlyRefresh(-0.1),
                o -> o.withEarlyRefresh(101),
                o -> o.withEarlyRefresh(Double.NaN),
                o -> o.withNullTtl(MINUTE.negated()),
                o -> o.withExceptionTtl(MINUTE.negated(), IOException.class),
                o -> o.withExceptionTtl(MINUTE));
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void each_outOfBounds_isRefused(UnaryOperator<LoadOptions> change) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change.apply(LoadOptions.none()))
                .withMessageContaining("LRD-430");
    }

    @Test
    void withTtl_shorterThanAMillisecond_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadOptions.none().withTtl(Duration.ofNanos(999_999)))
                .withMessageContaining("LRD-413");
    }
}
