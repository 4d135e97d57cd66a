package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import javax.cache.CacheException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused, and that the message names source, rule and remedy, and none of the secrets. */
class RefusedConfigurationTest {

    private LoaderTesting sources;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        sources = new LoaderTesting(folder);
        sources.environment("SECRET", "s3cret");
    }

    @AfterEach
    void close() throws IOException {
        sources.close();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String id) {
        return assertThatThrownBy(sources::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith(id + ": ")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            larder.redis                            |                       | must be one text
            larder.timeout                          | 10                    | must be a duration with a unit
            larder.timeout                          | s3cret                | must be a duration with a unit
            larder.timeout                          | 0s                    | from one millisecond to one hour
            larder.timeout                          | -PT1S                 | from one millisecond to one hour
            larder.connect-timeout                  | 2h                    | from one millisecond to one hour
            larder.read-from                        | slave                 | must be one of master, replica
            larder.key-prefix                       | a b                   | must be 1 to 64 letters
            larder.tls.trust-store                  | /no/such/file         | must be a file that this process can read
            larder.tls.verify-hostname              | yes                   | must be true or false
            larder.defaults.partitions              | 0                     | must be a whole number from 1 to 16384
            larder.defaults.partitions              | 16385                 | must be a whole number from 1 to 16384
            larder.defaults.partitions              | many                  | must be a whole number
            larder.defaults.partitions              | 1.5                   | must be a whole number
            larder.defaults.partitions              | 99999999999           | must be a whole number
            larder.defaults.value-format            | json                  | must be one of kryo, java, raw
            larder.defaults.allow                   | a.*,,b.*              | must be a list of class or package patterns
            larder.defaults.allow                   | maxdepth=2            | must be a list of class or package patterns
            larder.defaults.expire-after-write      | 0s                    | from one millisecond to 36500 days
            larder.defaults.expire-after-access     | never                 | must be a duration with a unit
            larder.defaults.expire-after-touch      | 99999d                | from one millisecond to 36500 days
            larder.defaults.expire-after-creation   | 1M                    | must be a duration with a unit
            larder.defaults.eternal                 | false                 | must be true
            larder.defaults.statistics              | on                    | must be true or false
            larder.defaults.management              | 1                     | must be true or false
            larder.defaults.listener-timeout        | 2h                    | from one millisecond to one hour
            larder.defaults.scan-page-size          | 10001                 | must be a whole number from 1 to 10000
            larder.defaults.near-cache              | yes                   | must be true or false
            larder.defaults.near-cache-maximum-size | 0                     | must be a whole number from 1 to 100000000
            larder.defaults.near-cache-maximum-weight | -1                  | must be a whole number from 1 to 999999999
            larder.defaults.near-cache-maximum-age  | 2d                    | from one millisecond to one day
            larder.defaults.near-cache-immutable    | maxdepth=2            | must be a list of class or package patterns
            larder.defaults.near-cache-absent       | 1                     | must be true or false
            larder.defaults.load-lease              | 99ms                  | from 100 milliseconds to one hour, or 0s
            larder.defaults.null-ttl                | 0s                    | from one millisecond to 36500 days
            larder.defaults.ttl-jitter              | 91                    | must be a whole number from 0 to 90
            larder.defaults.refresh-ahead           | 0                     | must be a whole number from 1 to 100
            larder.defaults.stale-for               | -1s                   | must be a duration
            larder.defaults.early-refresh           | often                 | must be a number
            larder.defaults.early-refresh           | 101                   | must be a number from 0 to 100
            larder.defaults.exception-ttl           | 0s                    | from one millisecond to 36500 days
            larder.caches.orders.create             | maybe                 | must be true or false
            larder.caches.o*.partitions             | -1                    | must be a whole number from 1 to 16384
            """)
    void value_thatDoesNotFitItsKey_isRefusedFromEverySource(String key, String value, String rule) throws Exception {
        String text = value == null ? "" : value;
        String quoted = "\"" + key + "\" in ";

        sources.properties.setProperty("larder.redis", "redis://h");
        sources.properties.setProperty(key, text);
        assertRefused("LRD-103")
                .hasMessageContaining(quoted + "the Properties argument")
                .hasMessageContaining(rule);

        sources.properties.remove(key);
        sources.properties.remove("larder.redis");
        sources.system("larder.redis", "redis://h").system(key, text);
        assertRefused("LRD-103")
                .hasMessageContaining(quoted + "the system properties")
                .hasMessageContaining(rule);

        sources.systemProperties.clear();
        sources.yaml("# a comment\n" + key + ": '" + text + "'\n");
        assertRefused("LRD-103").hasMessageContaining("larder.yaml line 2").hasMessageContaining(rule);
    }

    @Test
    void value_ofEnvironmentVariable_isRefusedWithTheVariablesName() {
        sources.environment("LARDER_TIMEOUT", "soon");

        assertRefused("LRD-103").hasMessageContaining("\"larder.timeout\" in environment variable LARDER_TIMEOUT");
    }

    @Test
    void value_thatIsNoText_isRefused() {
        sources.property("larder.timeout", Duration.ofSeconds(1));

        assertRefused("LRD-103").hasMessageContaining("must be a text, a number, true or false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            larder.redis: [a, b]                            | LRD-103
            larder.redis: []                                | LRD-103
            larder.redis:                                   | LRD-103
            larder.redis: {}                                | LRD-103
            larder.redis: {a: b}                            | LRD-102
            larder.defaults.allow: [a.*, [b.*]]             | LRD-106
            larder.defaults.allow: [a.*, ~]                 | LRD-103
            larder.defaults.allow: {a: b}                   | LRD-102
            larder: [a]                                     | LRD-106
            larder: text                                    | LRD-106
            larder.defaults: text                           | LRD-106
            larder: {tls: true}                             | LRD-106
            larder: {caches: [a]}                           | LRD-106
            larder: {caches: {orders: 5}}                   | LRD-106
            larder: {caches: {orders: {partitions: {a: 1}}}} | LRD-103
            larder: {caches: {orders: {partition: 1}}}      | LRD-102
            larder: {caches: {orders: {create: true, tls: {a: b}}}} | LRD-102
            text                                            | LRD-106
            [a, b]                                          | LRD-106
            larder: {timeout: 1s, timeout: 2s}              | LRD-106
            caches: {a: {partitions: 1}, a: {partitions: 2}} | LRD-106
            larder: {tls: {verify-hostname: true}, tls.verify-hostname: true} | LRD-109
            {larder: {timeout: 1s}, timeout: 2s}            | LRD-102
            {? [a] : b}                                     | LRD-106
            {? {a: b} : c}                                  | LRD-106
            timeout: !!java.net.URL [s3cret]                | LRD-106
            timeout: !!javax.script.ScriptEngineManager s3cret | LRD-106
            timeout: !mine s3cret                           | LRD-106
            {a: &a {b: c}, d: *a}                           | LRD-106
            &a [*a]                                         | LRD-106
            timeout: *s3cret                                | LRD-106
            timeout: "s3cret                                | LRD-106
            password: @s3cret                               | LRD-106
            password: s3cret: s3cret                        | LRD-106
            [[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]] | LRD-106
            config: other.yaml                              | LRD-110
            timeout: ${SECRET                               | LRD-108
            timeout: ${NOT_THERE}                           | LRD-108
            timeout: ${SECRET}                              | LRD-103
            redis: ${SECRET}                                | LRD-104
            """)
    void file_thatIsNotWhatItShouldBe_isRefused(String yaml, String id) throws Exception {
        sources.yaml(yaml);

        assertRefused(id).hasMessageContaining("larder.yaml").hasNoCause();
    }

    @Test
    void file_malformed_isRefusedWithItsLine() throws Exception {
        sources.yaml("larder:\n  redis: redis://h\n  password: \"s3cret\n");

        assertRefused("LRD-106").hasMessageContaining("larder.yaml line ").hasMessageContaining("not well formed");
    }

    @Test
    void file_withTwoDocuments_isRefused() throws Exception {
        sources.yaml("larder:\n  timeout: 1s\n---\nlarder:\n  timeout: 2s\n");

        assertRefused("LRD-106");
    }

    @Test
    void file_thatIsTooLongOrNoText_isRefusedAtOnce() throws Exception {
        sources.yaml("# " + "x".repeat(1 << 20));
        assertRefused("LRD-106").hasMessageContaining("too long");

        Files.write(sources.folder.resolve("larder.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertRefused("LRD-106").hasMessageContaining("not UTF-8");

        Files.write(sources.folder.resolve("larder.yaml"), new byte[] {'a', ':', ' ', 0});
        assertRefused("LRD-106");
    }

    @Test
    void file_ofAliasBomb_isRefusedAtOnce() throws Exception {
        StringBuilder bomb = new StringBuilder("a0: &a0 {}\n");
        for (int level = 1; level < 30; level++) {
            String below = "*a" + (level - 1);
            bomb.append(
                    String.format(Locale.ROOT, "a%d: &a%d {x: %s, y: %s, z: %s}%n", level, level, below, below, below));
        }
        sources.yaml(bomb.toString());

        assertRefused("LRD-106").hasMessageContaining("aliases");
    }

    @Test
    void file_ofRandomCharacters_isReadOrRefused() throws Exception {
        Random random = new Random(20_261_121);
        String seed =
                "larder:\n  redis: redis://h\n  caches:\n    \"a.*\": {allow: [x.*], eternal: true}\n  password: s3cret\n";
        String noise = ":{}[]\"'&*!|>%@`#-?, \n\t$~ax0";
        for (int round = 0; round < 5_000; round++) {
            StringBuilder yaml = new StringBuilder(seed);
            for (int change = 0; change <= random.nextInt(4); change++) {
                yaml.setCharAt(random.nextInt(yaml.length()), noise.charAt(random.nextInt(noise.length())));
            }
            sources.yaml(yaml.toString());
            Throwable thrown = catchThrowable(sources::load);
            if (thrown != null) {
                assertThat(thrown)
                        .as(yaml.toString())
                        .isInstanceOf(CacheException.class)
                        .hasMessageMatching("(?s)LRD-1\\d\\d: .*");
                assertThat(thrown.getMessage()).as(yaml.toString()).doesNotContain("s3cret");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            larder.reddis,                      Did you mean "larder.redis"?
            larder.keyPrefix,                   Did you mean "larder.key-prefix"?
            larder.caches.orders.partition,     Did you mean "larder.caches.orders.partitions"?
            larder.something-else-entirely,     Remove it
            """)
    void key_unknown_isRefusedWithASuggestion(String key, String remedy) throws Exception {
        sources.property(key, "s3cret");
        assertRefused("LRD-102")
                .hasMessageContaining("The key \"" + key + "\" in the Properties argument is unknown")
                .hasMessageContaining(remedy)
                .hasMessageContaining("docs/configuration.md");

        sources.properties.clear();
        sources.system(key, "s3cret");
        assertRefused("LRD-102")
                .hasMessageContaining("in the system properties")
                .hasMessageContaining(remedy);

        sources.systemProperties.clear();
        sources.yaml("\n\n" + key + ": s3cret");
        assertRefused("LRD-102").hasMessageContaining("larder.yaml line 3").hasMessageContaining(remedy);
    }

    @Test
    void key_withControlCharacters_isPrintedWithoutThem() {
        sources.property("larder.a\nb\u001b[31m" + "x".repeat(1_000), "");

        assertRefused("LRD-102").message().doesNotContain("\n", "\u001b").hasSizeLessThan(600);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            larder.defaults.expire-after-write,         larder.defaults.eternal
            larder.defaults.expire-after-write,         larder.defaults.expire-after-access
            larder.caches.a.expire-after-touch,         larder.caches.a.expire-after-creation
            larder.caches.a*.expire-after-touch,        larder.caches.a*.expire-after-creation
            larder.caches."a.b".eternal,                larder.caches.a.b.eternal
            """)
    void expiry_twoKeysInOneSectionOfOneSource_areRefused(String one, String other) {
        sources.property(one, one.endsWith("eternal") ? "true" : "1m");
        sources.property(other, other.endsWith("eternal") ? "true" : "1m");

        assertRefused("LRD-109").hasMessageContaining("the Properties argument");
    }

    @ParameterizedTest
    @CsvSource(textBlock = "larder.password\nlarder.username")
    void credentials_inAddressAndKeysOfOneSource_areRefused(String key) {
        sources.property("larder.redis", "redis://u:s3cret@h").property(key, "s3cret");

        assertRefused("LRD-109").hasMessageContaining("not in both");
    }

    @ParameterizedTest
    @CsvSource(textBlock = "larder.defaults.create\nlarder.caches.a*.create\nlarder.caches.*.create")
    void create_withoutAName_isRefused(String key) {
        sources.property(key, "true");

        assertRefused("LRD-110").hasMessageContaining("only in the section of one cache");
    }

    @Test
    void address_malformed_isRefusedWithItsSource() throws Exception {
        sources.property("larder.redis", "redis://s3cret@h");
        assertRefused("LRD-104").hasMessageContaining("the key larder.redis in the Properties argument");

        sources.environment("LARDER_REDIS", "redis://u:s3cret@h:x");
        assertRefused("LRD-104"); // the lower source is refused even where a higher one would replace it

        sources.properties.clear();
        assertRefused("LRD-104").hasMessageContaining("the key larder.redis in environment variable LARDER_REDIS");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            redis://u:s3cret@h
            redis+sentinel://:s3cret@h/main
            https://u:s3cret@h/larder.yaml
            jar:https://u:s3cret@h/x.jar!/larder.yaml
            """)
    void managerUri_withCredentials_isRefused(String uri) {
        sources.uri(uri);

        assertRefused("LRD-112").hasMessageContaining("LARDER_PASSWORD");
    }

    @Test
    void managerUri_ofMalformedAddress_isRefused() {
        sources.uri("redis:h");

        assertRefused("LRD-104").hasMessageContaining("the URI of the cache manager");
    }
}
