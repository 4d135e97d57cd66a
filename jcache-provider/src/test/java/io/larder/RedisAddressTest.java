package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://h                                  | STANDALONE | false | h:6379              | 0
            redis://h/                                 | STANDALONE | false | h:6379              | 0
            redis://h:7000/3                           | STANDALONE | false | h:7000              | 3
            rediss://cache.example.com:6380            | STANDALONE | true  | cache.example.com:6380 | 0
            redis://my_redis.                          | STANDALONE | false | my_redis.:6379      | 0
            redis://127.0.0.1:1                        | STANDALONE | false | 127.0.0.1:1         | 0
            redis://h:65535/99999                      | STANDALONE | false | h:65535             | 99999
            redis://[::1]:7000                         | STANDALONE | false | ::1:7000            | 0
            redis://[2001:db8::1]                      | STANDALONE | false | 2001:db8::1:6379    | 0
            redis+cluster://a:1,b,[::1]:3              | CLUSTER    | false | a:1 b:6379 ::1:3    | 0
            redis+cluster://a/0                        | CLUSTER    | false | a:6379              | 0
            rediss+cluster://a                         | CLUSTER    | true  | a:6379              | 0
            redis+sentinel://a,b:2/main                | SENTINEL   | false | a:26379 b:2         | 0
            rediss+sentinel://a/main/7                 | SENTINEL   | true  | a:26379             | 7
            redis+sentinel://a/main/                   | SENTINEL   | false | a:26379             | 0
            """)
    void parse_wellFormed_isRead(String text, Topology topology, boolean tls, String nodes, int database) {
        RedisAddress address = RedisAddress.parse(text);

        assertThat(address.topology()).isEqualTo(topology);
        assertThat(address.tls()).isEqualTo(tls);
        assertThat(address.nodes().stream().map(node -> node.host() + ":" + node.port()))
                .containsExactly(nodes.split(" "));
        assertThat(address.database()).isEqualTo(database);
        assertThat(address.username()).isEmpty();
        assertThat(address.password()).isEmpty();
    }

    @Test
    void parse_embedded_hasNoServer() {
        assertThat(RedisAddress.parse("embedded:"))
                .isEqualTo(new RedisAddress(
                        Topology.EMBEDDED, false, List.of(), 0, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redis://u:p@h                   | u    | p
            redis://:p@h                    |      | p
            redis://u:a%40b%2Fc%3Ad%25@h    | u    | a@b/c:d%
            redis://u:a:b@h                 | u    | a:b
            redis://u:a+b@h                 | u    | a+b
            redis://%C3%BC:%e2%82%ac@h      | ü    | €
            redis+cluster://u:p@h,i         | u    | p
            redis+sentinel://u:p@h,i/m      | u    | p
            """)
    void parse_credentials_areDecoded(String text, String username, String password) {
        RedisAddress address = RedisAddress.parse(text);

        assertThat(address.username()).isEqualTo(Optional.ofNullable(username));
        assertThat(address.password()).contains(password);
    }

    @Test
    void parse_sentinel_hasMasterName() {
        assertThat(RedisAddress.parse("redis+sentinel://h/my%20master/2").masterName())
                .contains("my master");
        assertThat(RedisAddress.parse("redis://h/2").masterName()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                              | An address begins with
            h:6379                          | An address begins with
            http://h                        | An address begins with
            REDIS://h                       | An address begins with
            redis:h                         | An address begins with
            redis:/h                        | An address begins with
            redis+cluste://h                | An address begins with
            rediss+cluster+sentinel://h     | An address begins with
            valkey://h                      | An address begins with
            embedded:6                      | An address begins with
            embedded://                     | An address begins with
            redis://                        | A host is
            redis://:6379                   | A host is
            redis://-h                      | A host is
            redis://h%20                    | A host is
            redis://hö                      | A host is
            redis://h*                      | A host is
            redis+cluster://a,              | A host is
            redis+cluster://,a              | A host is
            redis+cluster://a,,b            | A host is
            redis://::1                     | IPv6 address in brackets
            redis://a:1:2                   | A port is
            redis://[::1                    | A server is host:port
            redis://[::1]x                  | A server is host:port
            redis://[[::1]]                 | A server is host:port
            redis://[]                      | What stands in brackets
            redis://[h]                     | What stands in brackets
            redis://[1:2]                   | What stands in brackets
            redis://[::g]                   | What stands in brackets
            redis://h:                      | A port is
            redis://h:0                     | A port is
            redis://h:65536                 | A port is
            redis://h:-1                    | A port is
            redis://h:+1                    | A port is
            redis://h:6379x                 | A port is
            redis://h:999999999999          | A port is
            redis://h:٣                     | A port is
            redis://h/x                     | The database is
            redis://h/-1                    | The database is
            redis://h/100000                | The database is
            redis://h/1/2                   | Nothing follows the database
            redis://h/1/                    | Nothing follows the database
            redis://a,b                     | redis:// and rediss:// name one server
            redis+cluster://a/1             | A cluster has database 0 only
            redis+sentinel://a              | ends with /master
            redis+sentinel://a/             | ends with /master
            redis+sentinel://a//1           | ends with /master
            redis+sentinel://a/m/1/2        | Nothing follows the database
            redis+sentinel://a/%zz          | % is followed by two hexadecimal digits
            redis://h?db=1                  | no query and no fragment
            redis://h#1                     | no query and no fragment
            redis://h 1                     | no spaces
            ' redis://h'                    | no spaces
            redis://secret@h                | Credentials are user:password@
            redis://secret:@h               | Credentials are user:password@
            redis://:@h                     | Credentials are user:password@
            redis://@h                      | Credentials are user:password@
            redis://u:secret@x@h            | at most one @
            redis://u:secret/x@h            | / is written %2F
            redis://u:secret%@h             | % is followed by two hexadecimal digits
            redis://u:secret%4@h            | % is followed by two hexadecimal digits
            redis://u:secret%gg@h           | % is followed by two hexadecimal digits
            redis://u:secret%ff@h           | are UTF-8
            """)
    void parse_malformed_isRefusedWithItsRule(String text, String rule) {
        assertThatThrownBy(() -> RedisAddress.parse(text))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-104: ")
                .hasMessageContaining(rule)
                .hasMessageContaining("redis+sentinel://host1:26379,host2:26379/master")
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://h\n", "redis://h\u0000", "redis://h\u0085", "redis://h\u007f", "\tredis://h"})
    void parse_controlCharacters_areRefused(String text) {
        assertThatThrownBy(() -> RedisAddress.parse(text)).hasMessageContaining("no control characters");
    }

    @Test
    void parse_hugeText_isRefusedAtOnce() {
        assertThatThrownBy(() -> RedisAddress.parse("redis+cluster://" + "h,".repeat(1_000_000)))
                .hasMessageContaining("at most 8192 characters");
    }

    /** Whatever is thrown at it, the parser answers with an address that is sound, or with the documented error. */
    @Test
    void parse_mutatedAddresses_areReadOrRefused() {
        Random random = new Random(20_261_121);
        List<String> seeds = List.of(
                "redis://user:s3cret@host:6379/1",
                "rediss+cluster://:s3cret@[::1]:7000,b:7001",
                "redis+sentinel://a:1,b:2/master/3",
                "embedded:");
        for (int round = 0; round < 100_000; round++) {
            String text = mutated(seeds.get(random.nextInt(seeds.size())), random);
            Throwable thrown = catchThrowable(() -> requireSound(RedisAddress.parse(text)));
            if (thrown != null) {
                assertThat(thrown).as(text).isInstanceOf(CacheException.class).hasMessageStartingWith("LRD-104: ");
                assertThat(thrown.getMessage()).as(text).doesNotContain("s3cret");
            }
        }
    }

    private static String mutated(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int change = random.nextInt(4); change >= 0; change--) {
            int position = random.nextInt(text.length());
            char character = "redis:/@[],.%+?#0189azAZ \n\u00e4\uD83D".charAt(random.nextInt(25));
            switch (random.nextInt(3)) {
                case 0 -> text.setCharAt(position, character);
                case 1 -> text.insert(position, character);
                default -> text.deleteCharAt(position).append(character);
            }
        }
        return text.toString();
    }

    private static void requireSound(RedisAddress address) {
        assertThat(address.nodes().isEmpty()).isEqualTo(address.topology() == Topology.EMBEDDED);
        assertThat(address.nodes()).allSatisfy(node -> {
            assertThat(node.host()).isNotEmpty();
            assertThat(node.port()).isBetween(1, 65_535);
        });
        assertThat(address.database()).isBetween(0, 99_999);
        assertThat(address.masterName().isPresent()).isEqualTo(address.topology() == Topology.SENTINEL);
    }

    @Test
    void toString_withCredentials_hidesThem() {
        assertThat(RedisAddress.parse("rediss://someone:hidden@h:1/2"))
                .hasToString("STANDALONE+TLS [HostAndPort[host=h, port=1]]/2");
    }

    @Test
    void nodes_ofAddress_areUnmodifiable() {
        List<HostAndPort> nodes = RedisAddress.parse("redis://h").nodes();

        assertThatThrownBy(nodes::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
