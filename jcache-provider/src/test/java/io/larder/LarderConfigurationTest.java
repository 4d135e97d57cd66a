package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

class LarderConfigurationTest {

    @Test
    void connection_onlyAddressSet_hasDocumentedDefaults() {
        ConnectionSettings connection =
                LarderConfiguration.builder().redis("redis://h").build().connection();

        assertThat(connection.address()).isEqualTo(RedisAddress.parse("redis://h"));
        assertThat(connection.client()).isEmpty();
        assertThat(connection.keyPrefix()).isEqualTo("larder");
        assertThat(connection.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(connection.readFrom()).isEqualTo(ReadFrom.MASTER);
        assertThat(connection.trustStore()).isEmpty();
        assertThat(connection.trustStorePassword()).isEmpty();
        assertThat(connection.verifyHostname()).isTrue();
    }

    @Test
    void connection_everythingSet_isThere(@TempDir Path folder) throws Exception {
        Path trustStore = Files.createFile(folder.resolve("trust.p12"));
        ConnectionSettings connection = LarderConfiguration.builder()
                .redis("rediss://h")
                .username("u")
                .password("p")
                .keyPrefix("shop:1.a_b-c")
                .timeout(Duration.ofMillis(250))
                .connectTimeout(Duration.ofSeconds(1))
                .readFrom(ReadFrom.REPLICA)
                .trustStore(trustStore)
                .trustStorePassword("t")
                .verifyHostname(false)
                .build()
                .connection();

        assertThat(connection.address()).isEqualTo(RedisAddress.parse("rediss://u:p@h"));
        assertThat(connection.keyPrefix()).isEqualTo("shop:1.a_b-c");
        assertThat(connection.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(connection.readFrom()).isEqualTo(ReadFrom.REPLICA);
        assertThat(connection.trustStore()).contains(trustStore);
        assertThat(connection.trustStorePassword()).contains("t");
        assertThat(connection.verifyHostname()).isFalse();
    }

    @Test
    void connection_noServer_isRefused() {
        LarderConfiguration configuration = LarderConfiguration.builder().build();

        assertThat(configuration.namesServer()).isFalse();
        assertThatThrownBy(configuration::connection)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-101: ")
                .hasMessageContaining("larder.redis=redis://host:6379")
                .hasMessageContaining("larder.redis=embedded:");
    }

    @Test
    void connection_ownClient_needsNoAddress() {
        Config config = new Config().setLazyInitialization(true); // connects to nothing
        config.useSingleServer().setAddress("redis://localhost:1");
        RedissonClient client = Redisson.create(config);
        try {
            LarderConfiguration configuration =
                    LarderConfiguration.builder().redissonClient(client).build();

            assertThat(configuration.namesServer()).isTrue();
            assertThat(configuration.connection().client()).containsSame(client);
            assertThat(configuration.toBuilder().build()).isEqualTo(configuration);
        } finally {
            client.shutdown();
        }
    }

    @Test
    void credentials_setAfterAddress_replaceItsOwn() {
        assertThat(LarderConfiguration.builder()
                        .redis("redis://u:p@h")
                        .password("q")
                        .build()
                        .connection()
                        .address())
                .isEqualTo(RedisAddress.parse("redis://u:q@h"));
    }

    @Test
    void credentials_inAddressSetLater_replaceThoseBefore() {
        assertThat(LarderConfiguration.builder()
                        .username("x")
                        .password("q")
                        .redis("redis://:p@h")
                        .build()
                        .connection()
                        .address())
                .isEqualTo(RedisAddress.parse("redis://:p@h"));
    }

    @Test
    void credentials_addressWithoutAnySetLater_stay() {
        assertThat(LarderConfiguration.builder()
                        .password("q")
                        .redis("redis://h")
                        .build()
                        .connection()
                        .address())
                .isEqualTo(RedisAddress.parse("redis://:q@h"));
    }

    @Test
    void cacheSettings_exactName_winsOverPatternAndDefaults() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .caches("orders", c -> c.partitions(3))
                .caches("ord*", c -> c.partitions(2).scanPageSize(2))
                .defaults(c -> c.partitions(1).scanPageSize(1).statistics(true))
                .build();

        CacheSettings settings = configuration.cacheSettings("orders");

        assertThat(settings.partitions()).isEqualTo(3);
        assertThat(settings.scanPageSize()).isEqualTo(2);
        assertThat(settings.statistics()).contains(true);
        assertThat(configuration.cacheSettings("other").partitions()).isEqualTo(1);
    }

    @Test
    void cacheSettings_configurationObject_standsBetweenTheTwoKindsOfSections() {
        CacheSettings ofObject = CacheSettings.builder()
                .partitions(10)
                .scanPageSize(10)
                .statistics(true)
                .build();
        LarderConfiguration configuration = LarderConfiguration.builder()
                .defaults(c -> c.partitions(1).scanPageSize(1).statistics(false).management(true))
                .caches("o*", c -> c.partitions(2).scanPageSize(2))
                .cachesUnlessCreatedOtherwise("orders", c -> c.partitions(3).scanPageSize(3))
                .caches("orders", c -> c.partitions(4))
                .build();

        CacheSettings settings = configuration.cacheSettings("orders", ofObject);

        assertThat(settings.partitions()).isEqualTo(4);
        assertThat(settings.scanPageSize()).isEqualTo(10);
        assertThat(settings.statistics()).contains(true);
        assertThat(settings.management()).contains(true);
        assertThat(configuration.cacheSettings("orders").scanPageSize()).isEqualTo(3);
        assertThat(configuration.cacheSettings("others", ofObject).partitions()).isEqualTo(10);
    }

    @Test
    void caches_calledTwice_addsToTheSection() {
        CacheSettings settings = LarderConfiguration.builder()
                .caches("orders", c -> c.partitions(3))
                .caches("orders", c -> c.scanPageSize(4))
                .build()
                .cacheSettings("orders");

        assertThat(settings.partitions()).isEqualTo(3);
        assertThat(settings.scanPageSize()).isEqualTo(4);
    }

    @Test
    void predefinedCaches_areThoseToBeCreated() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .caches("b", c -> c.create(true))
                .caches("a", c -> c.create(true))
                .caches("no", c -> c.partitions(1))
                .caches("switched-off", c -> c.create(false))
                .cachesUnlessCreatedOtherwise("switched-off", c -> c.create(true))
                .cachesUnlessCreatedOtherwise("c", c -> c.create(true))
                .caches("c", c -> c.partitions(7))
                .build();

        assertThat(configuration.predefinedCaches()).containsExactly("a", "b", "c");
    }

    @Test
    void create_withoutAName_isRefused() {
        LarderConfiguration.Builder builder = LarderConfiguration.builder();

        assertThatThrownBy(() -> builder.defaults(c -> c.create(true)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("create in code")
                .hasMessageContaining("defaults has no name");
        assertThatThrownBy(() -> builder.caches("a*", c -> c.create(true)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("a pattern has no name");
        assertThat(builder.build()).isEqualTo(LarderConfiguration.builder().build());
    }

    static Stream<Consumer<LarderConfiguration.Builder>> refused() {
        return Stream.of(
                b -> b.keyPrefix(""),
                b -> b.keyPrefix("a b"),
                b -> b.keyPrefix("a{b}"),
                b -> b.keyPrefix("a*"),
                b -> b.keyPrefix("ä"),
                b -> b.keyPrefix("a\n"),
                b -> b.keyPrefix("a".repeat(65)),
                b -> b.timeout(Duration.ZERO),
                b -> b.timeout(Duration.ofHours(2)),
                b -> b.connectTimeout(Duration.ofMillis(-1)),
                b -> b.username(""),
                b -> b.password(""),
                b -> b.trustStore(Path.of("no-such-file.p12")),
                b -> b.trustStore(Path.of(".")));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void builder_badValue_isRefused(Consumer<LarderConfiguration.Builder> change) {
        LarderConfiguration.Builder builder = LarderConfiguration.builder();

        assertThatThrownBy(() -> change.accept(builder))
                .isInstanceOf(CacheException.class)
                .hasMessageMatching("(?s)LRD-103: The value of [a-z.-]+ in code is refused\\. It must .*");
        assertThat(builder.build()).isEqualTo(LarderConfiguration.builder().build());
    }

    @Test
    void toProperties_carriesTheConfigurationItself() {
        LarderConfiguration configuration = full();

        assertThat(configuration.toProperties()).containsOnlyKeys(LarderConfiguration.PROPERTY);
        assertThat(configuration.toProperties().get(LarderConfiguration.PROPERTY))
                .isSameAs(configuration);
    }

    @Test
    void toBuilder_ofFullConfiguration_keepsEverything() {
        assertThat(full().toBuilder().build()).isEqualTo(full()).hasSameHashCodeAs(full());
        assertThat(full().toBuilder().caches("x", c -> c.partitions(1)).build()).isNotEqualTo(full());
        assertThat(full().toBuilder().timeout(Duration.ofSeconds(9)).build()).isNotEqualTo(full());
    }

    @Test
    void toBuilder_changedLater_leavesTheOriginalAlone() {
        LarderConfiguration original = full();
        original.toBuilder()
                .caches("orders", c -> c.partitions(99))
                .defaults(c -> c.partitions(98))
                .build();

        assertThat(original).isEqualTo(full());
    }

    @Test
    void toString_withCredentials_hidesThem() {
        String printed = full().toBuilder()
                .password("hidden2")
                .trustStorePassword("hidden3")
                .build()
                .toString();

        assertThat(printed)
                .doesNotContain("hidden")
                .contains("host=h, port=6379", "keyPrefix=shop", "after write 600000 ms", "orders.*", "products");
        assertThat(LarderConfiguration.builder().build().toString()).contains("no server");
    }

    private static LarderConfiguration full() {
        return LarderConfiguration.builder()
                .redis("redis://someone:hidden1@h")
                .keyPrefix("shop")
                .timeout(Duration.ofSeconds(1))
                .connectTimeout(Duration.ofSeconds(2))
                .readFrom(ReadFrom.REPLICA)
                .trustStorePassword("hidden1")
                .verifyHostname(false)
                .defaults(c -> c.expireAfterWrite(Duration.ofMinutes(10)))
                .caches("orders.*", c -> c.statistics(true))
                .caches("orders", c -> c.allow("com.acme.**"))
                .cachesUnlessCreatedOtherwise("products", c -> c.create(true))
                .build();
    }
}
