package io.larder.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain-._~!$&'()+,;=@/09|plain-._~!$&'()+,;=@/09",
                "{a}:b|%7Ba%7D%3Ab",
                "50%|50%25",
                "%41|%2541",
                "a b|a%20b",
                "é日𝄞|%C3%A9%E6%97%A5%F0%9D%84%9E"
            })
    void of_anyName_isPrintableAndComesBack(String name, String text) {
        assertThat(NameText.of(name)).isEqualTo(text);
        assertThat(NameText.length(name)).isEqualTo(text.length());
        assertThat(NameText.nameOf(text)).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"%", "%4", "%4g", "a%"})
    void nameOf_whatIsNoEscape_standsForItself(String text) {
        assertThat(NameText.nameOf(text)).isEqualTo(text);
    }
}
