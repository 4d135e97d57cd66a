package io.larder.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns as Redis reads them; {@code GlobIT} asks Redis itself. */
class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "*|~~|true",
                "*|anything|true",
                "**|anything|true",
                "~~|~~|true",
                "~~|a|false",
                "a*|abc|true",
                "a*|bac|false",
                "*c|abc|true",
                "a*c*e|abcde|true",
                "a*c*e|abde|false",
                "*ab*ab|abaab|true",
                "?|a|true",
                "?|é|true",
                "?|\uD83D\uDE00|true",
                "?|~~|false",
                "h[ae]llo|hallo|true",
                "h[ae]llo|hillo|false",
                "h[^e]llo|hello|false",
                "h[^e]llo|hallo|true",
                "[a-c]|b|true",
                "[c-a]|b|true",
                "[a-c]|d|false",
                "[a-|-|true",
                "[abc|b|true",
                "[]a]|a|false",
                "[\\]]|]|true",
                "\\*|*|true",
                "\\*|a|false",
                "a\\|a\\|true",
                "a.c|abc|false",
            })
    void matches_asRedisDoes(String pattern, String text, boolean expected) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
    }

    @Test
    void quote_anyText_matchesThatTextOnly() {
        Random random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            String text = any(random);
            String other = any(random);
            Glob quoted = Glob.of(Glob.quote(text));
            assertThat(quoted.matches(text)).as(text).isTrue();
            assertThat(quoted.matches(other)).as(text + " and " + other).isEqualTo(text.equals(other));
        }
    }

    @Test
    void widened_anyPattern_matchesTheFormOfWhatMatched() {
        Random random = new Random(2);
        int matched = 0;
        for (int i = 0; i < 20_000; i++) {
            Glob pattern = Glob.of(any(random));
            String text = any(random);
            if (pattern.matches(text)) {
                matched++;
                assertThat(Glob.of(pattern.widened(GlobTest::doubled)).matches(doubled(text)))
                        .as(pattern + " and " + text)
                        .isTrue();
            }
        }
        assertThat(matched).isGreaterThan(500);
    }

    private static String doubled(String text) {
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(one -> one + one.toUpperCase(Locale.ROOT))
                .reduce("", String::concat);
    }

    private static String any(Random random) {
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> String.valueOf("ab*?[]^-\\".charAt(random.nextInt(9))))
                .reduce("", String::concat);
    }

    @Test
    @Timeout(10)
    void matches_patternOfManyStars_takesNoTimeToSpeakOf() {
        assertThat(Glob.of("*a".repeat(100) + "b").matches("a".repeat(10_000))).isFalse();
    }

    @Test
    void of_anything_isUnderstood() {
        assertThatCode(() -> Glob.of("[^").matches("a")).doesNotThrowAnyException();
        assertThatCode(() -> Glob.of("[\\").matches("a")).doesNotThrowAnyException();
        assertThatCode(() -> Glob.of("[").matches("a")).doesNotThrowAnyException();
    }
}
