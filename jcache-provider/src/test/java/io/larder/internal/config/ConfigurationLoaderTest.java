package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.CacheSettings;
import io.larder.ConnectionSettings;
import io.larder.LarderConfiguration;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.ValueFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Properties;
import javax.cache.CacheException;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

class ConfigurationLoaderTest {

    private LoaderTesting sources;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        sources = new LoaderTesting(folder);
    }

    @AfterEach
    void close() throws IOException {
        sources.close();
    }

    @Test
    void load_fullFile_hasEveryKey() throws Exception {
        Files.createFile(sources.folder.resolve("trust.p12"));
        sources.environment("TRUST", sources.folder.resolve("trust.p12").toString());
        sources.yaml("""
                larder:
                  redis: rediss://h:1/2
                  username: someone
                  password: '012'
                  key-prefix: shop
                  timeout: 250ms
                  connect-timeout: PT1S
                  read-from: replica
                  tls:
                    trust-store: ${TRUST}
                    trust-store-password: t
                    verify-hostname: false
                  defaults:
                    partitions: 16
                    value-format: java
                    allow: [com.acme.**, '!com.acme.Secret']
                    expire-after-write: 10m
                    statistics: true
                    management: true
                    listener-timeout: 1s
                    scan-page-size: 10
                    near-cache: true
                    near-cache-maximum-weight: 1000
                    near-cache-maximum-age: 2s
                    near-cache-immutable: [com.acme.Price]
                    near-cache-absent: true
                    load-lease: 2s
                    null-ttl: 3s
                    ttl-jitter: 20
                    refresh-ahead: 80
                    stale-for: 4s
                    early-refresh: 1.5
                    exception-ttl: 5s
                    cached-exceptions: [java.io.IOException, com.acme.Busy]
                  caches:
                    "*":
                      expire-after-creation: 1h
                    orders.*:
                      expire-after-access: 1h
                    orders.eu:
                      expire-after-touch: 1h
                      create: true
                    countries:
                      eternal: true
                    empty:
                """);

        LarderConfiguration configuration = sources.load();

        ConnectionSettings connection = configuration.connection();
        assertThat(connection.address()).isEqualTo(RedisAddress.parse("rediss://someone:012@h:1/2"));
        assertThat(connection.keyPrefix()).isEqualTo("shop");
        assertThat(connection.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(connection.connectTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(connection.readFrom()).isEqualTo(ReadFrom.REPLICA);
        assertThat(connection.trustStore()).contains(sources.folder.resolve("trust.p12"));
        assertThat(connection.trustStorePassword()).contains("t");
        assertThat(connection.verifyHostname()).isFalse();
        CacheSettings any = configuration.cacheSettings("any");
        assertThat(any.partitions()).isEqualTo(16);
        assertThat(any.valueFormat()).isEqualTo(ValueFormat.JAVA);
        assertThat(any.allow()).containsExactly("com.acme.**", "!com.acme.Secret");
        assertThat(any.statistics()).contains(true);
        assertThat(any.management()).contains(true);
        assertThat(any.listenerTimeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(any.scanPageSize()).isEqualTo(10);
        assertThat(any.nearCache()).isTrue();
        assertThat(any.nearCacheMaximumWeight()).contains(1000);
        assertThat(any.nearCacheMaximumAge()).isEqualTo(Duration.ofSeconds(2));
        assertThat(any.nearCacheImmutable()).containsExactly("com.acme.Price");
        assertThat(any.nearCacheAbsent()).isTrue();
        assertThat(any.loadLease()).isEqualTo(Duration.ofSeconds(2));
        assertThat(any.nullTtl()).contains(Duration.ofSeconds(3));
        assertThat(any.ttlJitter()).isEqualTo(20);
        assertThat(any.refreshAhead()).isEqualTo(80);
        assertThat(any.staleFor()).isEqualTo(Duration.ofSeconds(4));
        assertThat(any.earlyRefresh()).isEqualTo(1.5);
        assertThat(any.exceptionTtl()).contains(Duration.ofSeconds(5));
        assertThat(any.cachedExceptions()).containsExactly("java.io.IOException", "com.acme.Busy");
        assertThat(policy(configuration, "any")).isEqualTo(CreatedExpiryPolicy.class);
        assertThat(policy(configuration, "orders.us")).isEqualTo(AccessedExpiryPolicy.class);
        assertThat(policy(configuration, "orders.eu")).isEqualTo(TouchedExpiryPolicy.class);
        assertThat(policy(configuration, "countries")).isEqualTo(EternalExpiryPolicy.class);
        assertThat(configuration.predefinedCaches()).containsExactly("orders.eu");
    }

    private static Class<?> policy(LarderConfiguration configuration, String cacheName) {
        return configuration
                .cacheSettings(cacheName)
                .expiry()
                .orElseThrow()
                .create()
                .getClass();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "larder:\n  redis: redis://h\n  tls:\n    verify-hostname: false\n  caches:\n    a.b:\n      partitions: 7\n",
                "redis: redis://h\ntls:\n  verify-hostname: false\ncaches:\n  a.b: {partitions: 7}\n",
                "larder.redis: redis://h\nlarder.tls.verify-hostname: false\nlarder.caches.a.b.partitions: 7\n",
                "redis: redis://h\ntls.verify-hostname: false\ncaches.a.b.partitions: 7\n",
                "larder:\n  redis: redis://h\n  tls.verify-hostname: false\n  caches.\"a.b\": {partitions: 7}\n",
                "\uFEFF{\"larder\": {\"redis\": \"redis://h\", \"tls\": {\"verify-hostname\": false}, \"caches\":"
                        + " {\"a.b\": {\"partitions\": 7}}}}",
            })
    void load_sameFileWrittenDifferently_isTheSame(String yaml) throws Exception {
        LarderConfiguration configuration = sources.yaml(yaml).load();

        assertThat(configuration.connection().address()).isEqualTo(RedisAddress.parse("redis://h"));
        assertThat(configuration.connection().verifyHostname()).isFalse();
        assertThat(configuration.cacheSettings("a.b").partitions()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "larder:\n", "larder:\n  caches:\n  defaults:\n", "---\n", "{}"})
    void load_fileThatSaysNothing_changesNothing(String yaml) throws Exception {
        LarderConfiguration configuration =
                sources.yaml(yaml).property("larder.redis", "redis://h").load();

        assertThat(configuration)
                .isEqualTo(LarderConfiguration.builder().redis("redis://h").build());
    }

    @Test
    void load_yaml11Booleans_areTexts() throws Exception {
        assertThatThrownBy(sources.yaml("redis: redis://h\ndefaults: {statistics: on}")::load)
                .hasMessageContaining("must be true or false");
        assertThat(sources.yaml("redis: redis://h\nkey-prefix: 010")
                        .load()
                        .connection()
                        .keyPrefix())
                .isEqualTo("010");
    }

    /** The sources of one key, lowest first; each must win over all before it. */
    private enum Source {
        FILE,
        URI,
        PROPERTIES,
        SYSTEM,
        ENVIRONMENT;

        String address() {
            return "redis://from-" + name().toLowerCase(java.util.Locale.ROOT);
        }

        void setAddress(LoaderTesting sources) throws IOException {
            switch (this) {
                case FILE -> sources.yaml("redis: " + address());
                case URI -> sources.uri(address());
                case PROPERTIES -> sources.property("larder.redis", address());
                case SYSTEM -> sources.system("larder.redis", address());
                case ENVIRONMENT -> sources.environment("LARDER_REDIS", address());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void load_addressInAllSourcesUpToThis_thisWins(Source highest) throws Exception {
        for (Source source : EnumSet.range(Source.FILE, highest)) {
            source.setAddress(sources);
        }

        assertThat(sources.load().connection().address()).isEqualTo(RedisAddress.parse(highest.address()));
    }

    @Test
    void load_environmentVariables_existForManagerAndDefaults() {
        LarderConfiguration configuration = sources.environment("LARDER_REDIS", "redis://h")
                .environment("LARDER_USERNAME", "u")
                .environment("LARDER_PASSWORD", "p")
                .environment("LARDER_KEY_PREFIX", "shop")
                .environment("LARDER_TLS_VERIFY_HOSTNAME", "false")
                .environment("LARDER_DEFAULTS_EXPIRE_AFTER_WRITE", "1m")
                .environment("LARDER_TIMEOUT", "")
                .environment("LARDER_SERVICE_HOST", "10.0.0.1")
                .load();

        assertThat(configuration)
                .isEqualTo(LarderConfiguration.builder()
                        .redis("redis://h")
                        .username("u")
                        .password("p")
                        .keyPrefix("shop")
                        .verifyHostname(false)
                        .defaults(c -> c.expireAfterWrite(Duration.ofMinutes(1)))
                        .build());
    }

    @Test
    void load_locksElsewhere_inFileAndOverriddenByTheEnvironment() throws Exception {
        sources.yaml("redis: redis://entries\nlocks: {redis: 'redis://locks-of-the-file'}");
        assertThat(sources.load())
                .isEqualTo(LarderConfiguration.builder()
                        .redis("redis://entries")
                        .locksRedis("redis://locks-of-the-file")
                        .build());

        sources.system("larder.locks.redis", "redis://locks-of-the-system");
        assertThat(sources.load().locksConnection())
                .hasValueSatisfying(locks ->
                        assertThat(locks.address()).isEqualTo(RedisAddress.parse("redis://locks-of-the-system")));

        sources.environment("LARDER_LOCKS_REDIS", "redis://locks-of-the-environment");
        assertThat(sources.load().locksConnection())
                .hasValueSatisfying(locks ->
                        assertThat(locks.address()).isEqualTo(RedisAddress.parse("redis://locks-of-the-environment")));
        assertThat(sources.load().connection().address()).isEqualTo(RedisAddress.parse("redis://entries"));
    }

    @Test
    void load_sameSectionInSeveralSources_isMergedKeyByKey() throws Exception {
        CacheSettings settings = sources.yaml(
                        "redis: redis://h\ncaches: {orders: {partitions: 1, scan-page-size: 1, statistics: true}}")
                .property("larder.caches.orders.scan-page-size", "2")
                .property("larder.caches.orders.listener-timeout", "2s")
                .system("larder.caches.orders.listener-timeout", "3s")
                .load()
                .cacheSettings("orders");

        assertThat(settings.partitions()).isEqualTo(1);
        assertThat(settings.statistics()).contains(true);
        assertThat(settings.scanPageSize()).isEqualTo(2);
        assertThat(settings.listenerTimeout()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void load_expiryInHigherSource_replacesTheOtherKind() throws Exception {
        LarderConfiguration configuration = sources.yaml("redis: redis://h\ncaches: {orders: {expire-after-write: 1m}}")
                .system("larder.caches.orders.expire-after-access", "1h")
                .load();

        assertThat(policy(configuration, "orders")).isEqualTo(AccessedExpiryPolicy.class);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            larder.defaults.partitions,         64
            larder.caches.o*.partitions,        64
            larder.caches.orders.partitions,    7
            """)
    void load_sectionOutsideTheFile_beatsAConfigurationObjectOnlyWithItsExactName(String key, int expected) {
        LarderConfiguration configuration =
                sources.property("larder.redis", "redis://h").property(key, 7).load();
        CacheSettings ofObject = CacheSettings.builder().partitions(64).build();

        assertThat(configuration.cacheSettings("orders", ofObject).partitions()).isEqualTo(expected);
        assertThat(configuration.cacheSettings("orders").partitions()).isEqualTo(7);
    }

    @Test
    void load_sectionInTheFile_isBelowAConfigurationObject() throws Exception {
        LarderConfiguration configuration = sources.yaml(
                        "redis: redis://h\ncaches: {orders: {partitions: 7, expire-after-write: 1m}}")
                .load();

        CacheSettings settings = configuration.cacheSettings(
                "orders", CacheSettings.builder().partitions(64).build());

        assertThat(settings.partitions()).isEqualTo(64);
        assertThat(settings.expiry().orElseThrow().create()).isInstanceOf(ModifiedExpiryPolicy.class);
    }

    @Test
    void load_moreSpecificSectionInLowerSource_winsOverDefaultsInHigherOne() throws Exception {
        LarderConfiguration configuration = sources.yaml("redis: redis://h\ncaches: {orders: {partitions: 7}}")
                .environment("LARDER_DEFAULTS_PARTITIONS", "9")
                .load();

        assertThat(configuration.cacheSettings("orders").partitions()).isEqualTo(7);
        assertThat(configuration.cacheSettings("others").partitions()).isEqualTo(9);
    }

    @Test
    void load_credentialsOfHigherSource_replaceThoseOfAddress() throws Exception {
        assertThat(sources.yaml("redis: redis://u:p@h")
                        .environment("LARDER_PASSWORD", "q")
                        .load()
                        .connection()
                        .address())
                .isEqualTo(RedisAddress.parse("redis://u:q@h"));
    }

    @Test
    void load_addressOfHigherSourceWithCredentials_replacesThoseOfLowerSource() throws Exception {
        assertThat(sources.yaml("redis: redis://h\npassword: p")
                        .environment("LARDER_REDIS", "redis://v:q@i")
                        .load()
                        .connection()
                        .address())
                .isEqualTo(RedisAddress.parse("redis://v:q@i"));
    }

    @Test
    void load_propertiesWithDefaultsAndObjects_readsBoth() {
        Properties defaults = new Properties();
        defaults.setProperty("larder.redis", "redis://h");
        Properties properties = new Properties(defaults);
        properties.put("larder.defaults.partitions", 5);
        properties.put("larder.defaults.statistics", true);
        properties.put("spring.cache", new Object());
        properties.put(1, "larder.");
        sources.properties.putAll(properties);

        LarderConfiguration configuration = new ConfigurationLoader(
                        new Surroundings(java.util.Map.of(), java.util.Map.of()))
                .loadFor(java.net.URI.create("urn:x"), ConfigurationLoaderTest.class.getClassLoader(), properties);

        assertThat(configuration.connection().address()).isEqualTo(RedisAddress.parse("redis://h"));
        assertThat(configuration.cacheSettings("a").partitions()).isEqualTo(5);
        assertThat(configuration.cacheSettings("a").statistics()).contains(true);
    }

    @Test
    void load_listInProperties_isCutAtCommasAndSemicolons() {
        assertThat(sources.property("larder.redis", "redis://h")
                        .property("larder.defaults.allow", "a.*, b.**;!c.D")
                        .load()
                        .cacheSettings("x")
                        .allow())
                .containsExactly("a.*", "b.**", "!c.D");
    }

    @Test
    void load_nobodyNamesServer_isRefused() {
        assertThatThrownBy(sources::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-101: ")
                .hasMessageContaining("LARDER_REDIS");
    }

    @Test
    void load_typedConfiguration_standsForFileAndProperties() throws Exception {
        LarderConfiguration typed = LarderConfiguration.builder()
                .redis("redis://typed")
                .caches("orders", c -> c.partitions(3))
                .build();
        sources.yaml("redis: redis://file\nkey-prefix: file\nno-such-key: 1");
        sources.properties.putAll(typed.toProperties());

        assertThat(sources.load()).isEqualTo(typed);
        assertThat(sources.environment("LARDER_REDIS", "redis://env")
                        .system("larder.caches.orders.partitions", "4")
                        .load())
                .isEqualTo(typed.toBuilder()
                        .redis("redis://env")
                        .caches("orders", c -> c.partitions(4))
                        .build());
    }

    @Test
    void load_typedConfigurationWithoutServer_takesItFromTheEnvironment() {
        sources.properties.putAll(
                LarderConfiguration.builder().keyPrefix("typed").build().toProperties());

        assertThatThrownBy(sources::load).hasMessageStartingWith("LRD-101: ");
        assertThat(sources.environment("LARDER_REDIS", "redis://env")
                        .load()
                        .connection()
                        .keyPrefix())
                .isEqualTo("typed");
    }

    @Test
    void load_typedConfigurationWithClient_keepsIt() {
        Config config = new Config().setLazyInitialization(true); // connects to nothing
        config.useSingleServer().setAddress("redis://localhost:1");
        RedissonClient client = Redisson.create(config);
        try {
            sources.properties.putAll(
                    LarderConfiguration.builder().redissonClient(client).build().toProperties());
            sources.environment("LARDER_REDIS", "redis://env");

            assertThat(sources.load().connection().client()).containsSame(client);
        } finally {
            client.shutdown();
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            urn:x,                      key larder.timeout
            classpath:larder.yaml,      manager URI that names a file
            redis://h,                  manager URI that names a server
            """)
    void load_typedConfigurationBesideAnother_isRefused(String uri, String other) {
        sources.properties.putAll(
                LarderConfiguration.builder().redis("redis://h").build().toProperties());
        if (uri.equals("urn:x")) {
            sources.property("larder.timeout", "1s");
        }

        assertThatThrownBy(sources.uri(uri)::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-111: ")
                .hasMessageContaining(other);
    }

    @Test
    void load_otherObjectAsTypedConfiguration_isRefused() {
        assertThatThrownBy(sources.property(LarderConfiguration.PROPERTY, "redis://h")::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-103: ")
                .hasMessageContaining("must be a LarderConfiguration");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            redis://h:1/2,                      redis://h:1/2
            rediss+cluster://a:1,               rediss+cluster://a:1
            'redis+cluster://a:1,b:2',          'redis+cluster://a:1,b:2'
            'redis+sentinel://a,b/main',        'redis+sentinel://a,b/main'
            redis://[::1]:7,                    redis://[::1]:7
            embedded:/,                         embedded:
            """)
    void load_managerUriIsAddress_namesTheServer(String uri, String address) {
        assertThat(sources.uri(uri).load().connection().address()).isEqualTo(RedisAddress.parse(address));
    }

    @Test
    void load_processItself_readsRealSurroundings() {
        assertThatThrownBy(() -> ConfigurationLoader.load(
                        java.net.URI.create("redis://h/x"),
                        ConfigurationLoaderTest.class.getClassLoader(),
                        new Properties()))
                .hasMessageStartingWith("LRD-104: The Redis address in the URI of the cache manager");
        assertThat(Surroundings.ofThisProcess().systemProperties()).containsKey("java.version");
        assertThat(Surroundings.ofThisProcess().environment()).isEqualTo(System.getenv());
    }
}
