package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {

    private final Placeholders placeholders = new Placeholders(new Surroundings(
            Map.of("A", "property", "only.property", "p", "EMPTY", ""),
            Map.of("A", "a$1\\", "EMPTY", "", "TRICK", "${A}")));

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            plain,                      plain
            ${A},                       a$1\\
            x${A}y${A}z,                xa$1\\ya$1\\z
            ${only.property},           p
            ${NO:-default},             default
            ${NO:-},                    ""
            ${NO:-a:-b},                a:-b
            ${EMPTY:-default},          default
            ${TRICK},                   ${A}
            ${NO:-$},                   $
            $${A},                      ${A}
            $$${A},                     $${A}
            $A $ $$,                    $A $ $$
            }{,                         }{
            """)
    void replaceIn_placeholders_areReplacedOnce(String text, String expected) {
        assertThat(placeholders.replaceIn(text, "k", "s")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ${NO},          NO is not set
            ${EMPTY},       EMPTY is not set
            x ${A} ${NO},   NO is not set
            ${secret,       a placeholder is malformed
            ${},            a placeholder is malformed
            ${:-secret},    a placeholder is malformed
            ${1},           a placeholder is malformed
            ${A:secret},    a placeholder is malformed
            ${A b},         a placeholder is malformed
            """)
    void replaceIn_placeholderForNothing_isRefused(String text, String problem) {
        assertThatThrownBy(() -> placeholders.replaceIn(text, "larder.password", "the file"))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-108: The value of \"larder.password\" in the file is refused: " + problem)
                .hasMessageNotContaining("secret");
    }
}
