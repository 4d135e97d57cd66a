package io.larder.cdi.internal.larder;

import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;

/** Reads what annotations are set to, and refuses what cannot be. */
final class Settings {

    private static final String DURATION = "A duration is written as ISO 8601 says, PT10M or PT0.5S,";

    private Settings() {}

    /** Returns a duration of a millisecond at least. */
    static Duration positive(String place, String text) {
        Duration duration = parsed(place, text);
        if (duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw LarderErrors.wrongSetting(place, text, DURATION + " and is a millisecond at least");
        }
        return duration;
    }

    /** Returns a duration that may be zero. */
    static Duration notNegative(String place, String text) {
        Duration duration = parsed(place, text);
        if (duration.isNegative()) {
            throw LarderErrors.wrongSetting(place, text, DURATION + " and is not negative");
        }
        return duration;
    }

    private static Duration parsed(String place, String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw LarderErrors.wrongSetting(place, text, DURATION + " and this is none");
        }
    }

    /** Returns the text of a name, which cannot be empty. */
    static Text name(String place, String text, Names names) {
        if (text.isEmpty()) {
            throw LarderErrors.wrongSetting(place, text, "A name has one character at least");
        }
        return Text.of(place, text, names);
    }

    /** Returns the texts of tags, at least one. */
    static List<Text> tags(String place, String[] texts, Names names) {
        if (texts.length == 0) {
            throw LarderErrors.wrongSetting(place, "", "It names one tag at least");
        }
        return Arrays.stream(texts).map(text -> name(place, text, names)).toList();
    }

    /** Returns the text of a condition, which is one expression. */
    static Text condition(String place, String text, Names names) {
        Text condition = Text.of(place, text, names);
        if (!condition.isOneExpression()) {
            throw LarderErrors.wrongSetting(place, text, "A condition is one expression: ${…}, and nothing around it");
        }
        return condition;
    }
}
