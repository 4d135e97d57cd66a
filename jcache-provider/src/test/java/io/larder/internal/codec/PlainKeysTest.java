package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.ValueFormat;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A key and its text lead to the same place. */
@SuppressWarnings("JavaUtilDate") // a key all the same
class PlainKeysTest {

    private final EntryCodec<Object, Object> codec =
            new EntryCodec<>(ValueFormat.KRYO, PlainKeysTest.class.getClassLoader(), List.of());

    static Stream<Object> plain() {
        return Stream.of(
                "",
                "key",
                "with space % and \u00e4\u65e5\ud83d\ude00",
                "\ud800".repeat(28),
                "x".repeat(254),
                1,
                1L,
                (short) 1,
                (byte) 1,
                'c',
                true,
                UUID.randomUUID(),
                Instant.now(),
                LocalDate.MIN,
                LocalTime.NOON,
                LocalDateTime.MAX);
    }

    static Stream<Object> others() {
        return Stream.of(
                "x".repeat(255),
                "x".repeat(10_000),
                "\u00e4".repeat(29),
                " ".repeat(29),
                1.0,
                BigDecimal.ONE,
                new Date(0),
                URI.create("HTTP://h"),
                TimeUnit.DAYS,
                List.of(1));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void ofText_plainKey_isTheKey(Object key) {
        assertThat(PlainKeys.isPlain(key)).isTrue();
        assertThat(PlainKeys.ofText(codec.encodeKey(key).text())).isEqualTo(key);
    }

    @ParameterizedTest
    @MethodSource("others")
    void ofText_otherKey_isNone(Object key) {
        assertThat(PlainKeys.isPlain(key)).isFalse();
        assertThat(PlainKeys.ofText(codec.encodeKey(key).text())).isNull();
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void ofText_foreignText_isNone(String text) {
        assertThat(PlainKeys.ofText(text)).isNull();
    }

    static Stream<String> foreign() {
        return Stream.of("", ":", "x", "i:", "i:one", "u:1", "c:ab", "e:java.lang.Thread$State:NEW", "s:%G1", "s:%");
    }
}
