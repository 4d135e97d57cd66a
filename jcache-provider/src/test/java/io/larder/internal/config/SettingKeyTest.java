package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.config.SettingKey.OfCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingKeyTest {

    @ParameterizedTest
    @EnumSource
    void parse_textOfManagerKey_isThatKey(ManagerKey key) {
        SettingKey setting = new SettingKey.OfManager(key);

        assertThat(SettingKey.parse(setting.text())).contains(setting);
    }

    @ParameterizedTest
    @EnumSource
    void parse_textOfCacheKey_isThatKey(CacheKey key) {
        assertThat(SettingKey.parse("larder.defaults." + key.suffix())).contains(new SettingKey.OfDefaults(key));
        assertThat(SettingKey.parse("larder.caches.a.b." + key.suffix())).contains(new OfCache("a.b", key));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            larder.caches.orders.partitions            | orders
            larder.caches.a.b.c.partitions             | a.b.c
            larder.caches.orders.*.partitions          | orders.*
            larder.caches.*.partitions                 | *
            larder.caches.partitions.partitions        | partitions
            larder.caches."a.b".partitions             | a.b
            larder.caches."a.partitions".partitions    | a.partitions
            larder.caches."say \\"hi\\" \\\\".partitions | 'say "hi" \\'
            larder.caches."".partitions                | ''
            larder.caches.say "hi".partitions          | 'say "hi"'
            larder.caches.".partitions                 | '"'
            larder.caches. a .partitions               | ' a '
            larder.caches.a:b{c}.partitions            | a:b{c}
            """)
    void parse_keyOfCache_hasItsName(String text, String section) {
        assertThat(SettingKey.parse(text)).contains(new OfCache(section, CacheKey.PARTITIONS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "larder",
                "larder.",
                "larder.Redis",
                "larder.redis ",
                "redis",
                "larder.partitions",
                "larder.defaults",
                "larder.defaults.",
                "larder.defaults.redis",
                "larder.caches",
                "larder.caches.",
                "larder.caches.partitions",
                "larder.caches..partitions",
                "larder.caches.orders",
                "larder.caches.orders.",
                "larder.caches.orders.redis",
                "larder.caches.\"a.partitions\"",
                "larder.tls",
                "larder.trust-store"
            })
    void parse_unknownKey_isNothing(String text) {
        assertThat(SettingKey.parse(text)).isEmpty();
    }

    @Test
    void parse_hugeName_isTakenInLinearTime() {
        String name = "\\\"".repeat(500_000);

        assertThat(SettingKey.parse("larder.caches.\"" + name + "\".partitions"))
                .contains(new OfCache("\"".repeat(500_000), CacheKey.PARTITIONS));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            larder.reddis,                      larder.redis
            larder.keyPrefix,                   larder.key-prefix
            larder.key_prefix,                  larder.key-prefix
            larder.time-out,                    larder.timeout
            larder.default.partitions,          larder.defaults.partitions
            larder.defaults.partition,          larder.defaults.partitions
            larder.caches.orders.partition,     larder.caches.orders.partitions
            larder.caches.a.b.expire-after-acess, larder.caches.a.b.expire-after-access
            larder.tls.truststore,              larder.tls.trust-store
            """)
    void nearest_misspelledKey_isSuggested(String unknown, String known) {
        assertThat(NearestKey.to(unknown)).contains(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"larder.completely-different", "x", "", "larder.caches.orders.colour"})
    void nearest_nothingLikeIt_isNothing(String unknown) {
        assertThat(NearestKey.to(unknown)).isEmpty();
        assertThat(NearestKey.to("larder." + "x".repeat(1_000_000))).isEmpty();
    }
}
