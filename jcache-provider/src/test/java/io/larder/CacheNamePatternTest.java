package io.larder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheNamePatternTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *           | ''           | true
            *           | anything     | true
            orders.*    | orders.      | true
            orders.*    | orders.a.b   | true
            orders.*    | orders       | false
            orders.*    | ordersXa     | false
            *.orders    | a.orders     | true
            *.orders    | a.orders.b   | false
            a*c         | ac           | true
            a*c         | abcbc        | true
            a*c         | abcb         | false
            a*b*c       | a-b-b-c      | true
            a*b*c       | a-c-b        | false
            a**c        | abc          | true
            a*          | b            | false
            a[b]?*      | a[b]?c       | true
            a[b]?*      | abxc         | false
            """)
    void matches_table(String pattern, String cacheName, boolean expected) {
        assertThat(CacheNamePattern.matches(pattern, cacheName)).isEqualTo(expected);
    }

    @Test
    @Timeout(5)
    void matches_hostilePatternAndName_endsSoon() {
        assertThat(CacheNamePattern.matches("*a".repeat(2_000) + "b", "a".repeat(10_000)))
                .isFalse();
    }

    @Test
    void order_ofPatterns_isLeastSpecificFirst() {
        assertThat(List.of("orders.eu.*", "*", "*.orders", "orders.*", "a*").stream()
                        .sorted(CacheNamePattern.LEAST_SPECIFIC_FIRST))
                .containsExactly("*", "a*", "*.orders", "orders.*", "orders.eu.*");
    }

    @Test
    void cacheSettings_severalPatterns_mostSpecificWinsWhateverTheOrderOfCalls() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .caches("orders.eu.*", c -> c.partitions(3))
                .caches("orders.eu.de", c -> c.scanPageSize(5))
                .caches("*", c -> c.partitions(1).listenerTimeout(Duration.ofSeconds(1)))
                .caches("orders.*", c -> c.partitions(2).statistics(true))
                .defaults(c -> c.partitions(9).management(true))
                .build();

        CacheSettings settings = configuration.cacheSettings("orders.eu.de");

        assertThat(settings.partitions()).isEqualTo(3);
        assertThat(settings.statistics()).contains(true);
        assertThat(settings.management()).contains(true);
        assertThat(settings.listenerTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.scanPageSize()).isEqualTo(5);
        assertThat(configuration.cacheSettings("orders.us").partitions()).isEqualTo(2);
        assertThat(configuration.cacheSettings("products").partitions()).isEqualTo(1);
    }
}
