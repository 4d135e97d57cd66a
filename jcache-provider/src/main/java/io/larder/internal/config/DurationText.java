package io.larder.internal.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: a number and a unit, or ISO 8601. */
final class DurationText {

    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]{1,15})(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    private DurationText() {}

    /** Returns the duration, or nothing if the text is none. */
    static Optional<Duration> parse(String text) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        try {
            return Optional.of(parts.matches() ? numberAndUnit(parts.group(1), parts.group(2)) : Duration.parse(text));
        } catch (DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Duration numberAndUnit(String number, String unit) {
        ChronoUnit known = UNITS.getOrDefault(unit, ChronoUnit.FOREVER); // the pattern has no other units
        return Duration.of(Long.parseLong(number), known);
    }
}
