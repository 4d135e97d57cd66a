package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource(textBlock = """
            250ms,      PT0.25S
            0s,         PT0S
            10s,        PT10S
            90s,        PT1M30S
            10m,        PT10M
            2h,         PT2H
            1d,         PT24H
            PT10S,      PT10S
            pt1h30m,    PT1H30M
            P1DT1S,     PT24H1S
            PT0.5S,     PT0.5S
            -PT1S,      PT-1S
            """)
    void parse_duration_isRead(String text, String expected) {
        assertThat(DurationText.parse(text)).contains(Duration.parse(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "s",
                "10 s",
                "-10s",
                "+10s",
                "1.5s",
                "10S",
                "10sec",
                "10us",
                "1w",
                "10m10s",
                "P",
                "PT",
                "P1M",
                "P1Y",
                "1e3s",
                "٣s",
                "999999999999999d",
                "99999999999999999999s",
                "PT99999999999999999999S",
                "forever"
            })
    void parse_noDuration_isNothing(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }
}
