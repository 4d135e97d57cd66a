package io.larder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EntryOptionsTest {

    @Test
    void withers_eachOption_leaveTheOthersAsTheyWere() {
        EntryOptions both = EntryOptions.none().withTags("b", "a", "b").withTtl(Duration.ofHours(6));
        assertThat(both.tags()).containsExactly("b", "a").isUnmodifiable();
        assertThat(both.ttl()).contains(Duration.ofHours(6));
        assertThat(both)
                .isEqualTo(EntryOptions.none().withTtl(Duration.ofHours(6)).withTags("a", "b"));
        assertThat(both)
                .hasSameHashCodeAs(
                        EntryOptions.none().withTtl(Duration.ofHours(6)).withTags("a", "b"));
        assertThat(both).isNotEqualTo(both.withTags("a")).hasToString("EntryOptions[ttl=PT6H, tags=[b, a]]");
        assertThat(both.withTags()).isEqualTo(EntryOptions.none().withTtl(Duration.ofHours(6)));
        assertThat(EntryOptions.none().tags()).isEmpty();
    }
}
