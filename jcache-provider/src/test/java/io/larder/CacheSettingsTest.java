package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CacheSettingsTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void defaults_ofEverySetting_areDocumentedOnes() {
        CacheSettings settings = CacheSettings.defaults();

        assertThat(settings.partitions()).isEqualTo(256);
        assertThat(settings.valueFormat()).isEqualTo(ValueFormat.KRYO);
        assertThat(settings.allow()).isEmpty();
        assertThat(settings.expiry()).isEmpty();
        assertThat(settings.statistics()).isEmpty();
        assertThat(settings.management()).isEmpty();
        assertThat(settings.listenerTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.scanPageSize()).isEqualTo(250);
        assertThat(settings.nearCache()).isFalse();
        assertThat(settings.nearCacheMaximumSize()).isEqualTo(10_000);
        assertThat(settings.nearCacheMaximumWeight()).isEmpty();
        assertThat(settings.nearCacheMaximumAge()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.nearCacheImmutable()).isEmpty();
        assertThat(settings.nearCacheAbsent()).isFalse();
        assertThat(settings.loadLease()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.nullTtl()).isEmpty();
        assertThat(settings.refreshAhead()).isEqualTo(100);
        assertThat(settings.staleFor()).isZero();
        assertThat(settings.earlyRefresh()).isZero();
        assertThat(settings.exceptionTtl()).isEmpty();
        assertThat(settings.cachedExceptions()).isEmpty();
        assertThat(settings.ttlJitter()).isZero();
        assertThat(settings.taggerClass()).isEmpty();
        assertThat(settings.taggerFactory()).isEmpty();
        assertThat(settings.create()).isFalse();
    }

    static Stream<Arguments> expiries() {
        var tenMinutes = new javax.cache.expiry.Duration(TimeUnit.MINUTES, 10);
        return Stream.of(
                expiry(c -> c.expireAfterCreation(TEN_MINUTES), new CreatedExpiryPolicy(tenMinutes)),
                expiry(c -> c.expireAfterWrite(TEN_MINUTES), new ModifiedExpiryPolicy(tenMinutes)),
                expiry(c -> c.expireAfterAccess(TEN_MINUTES), new AccessedExpiryPolicy(tenMinutes)),
                expiry(c -> c.expireAfterTouch(TEN_MINUTES), new TouchedExpiryPolicy(tenMinutes)),
                expiry(CacheSettings.Builder::eternal, new EternalExpiryPolicy()));
    }

    private static Arguments expiry(Consumer<CacheSettings.Builder> change, ExpiryPolicy policy) {
        return Arguments.of(change, policy);
    }

    @ParameterizedTest
    @MethodSource("expiries")
    void expiry_ofEachKind_isTheSpecsPolicy(Consumer<CacheSettings.Builder> change, ExpiryPolicy policy) {
        CacheSettings.Builder builder = CacheSettings.builder();
        change.accept(builder);

        ExpiryPolicy made = builder.build().expiry().orElseThrow().create();

        assertThat(made).isExactlyInstanceOf(policy.getClass());
        assertThat(made.getExpiryForCreation()).isEqualTo(policy.getExpiryForCreation());
        assertThat(made.getExpiryForUpdate()).isEqualTo(policy.getExpiryForUpdate());
        assertThat(made.getExpiryForAccess()).isEqualTo(policy.getExpiryForAccess());
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change(c -> c.partitions(1), c -> c.partitions(2)),
                change(c -> c.valueFormat(ValueFormat.JAVA), c -> c.valueFormat(ValueFormat.RAW)),
                change(c -> c.allow("a.*"), c -> c.allow("b.*")),
                change(c -> c.expireAfterWrite(TEN_MINUTES), c -> c.expireAfterAccess(TEN_MINUTES)),
                change(c -> c.statistics(true), c -> c.statistics(false)),
                change(c -> c.management(true), c -> c.management(false)),
                change(c -> c.listenerTimeout(TEN_MINUTES), c -> c.listenerTimeout(Duration.ofSeconds(1))),
                change(c -> c.scanPageSize(1), c -> c.scanPageSize(2)),
                change(c -> c.nearCache(true), c -> c.nearCache(false)),
                change(c -> c.nearCacheMaximumSize(1), c -> c.nearCacheMaximumSize(2)),
                change(c -> c.nearCacheMaximumSize(1), c -> c.nearCacheMaximumWeight(1)),
                change(c -> c.nearCacheMaximumWeight(1), c -> c.nearCacheMaximumWeight(2)),
                change(c -> c.nearCacheMaximumAge(TEN_MINUTES), c -> c.nearCacheMaximumAge(Duration.ofSeconds(1))),
                change(c -> c.nearCacheImmutable("a.*"), c -> c.nearCacheImmutable("b.*")),
                change(c -> c.nearCacheAbsent(true), c -> c.nearCacheAbsent(false)),
                change(c -> c.loadLease(Duration.ZERO), c -> c.loadLease(Duration.ofSeconds(1))),
                change(c -> c.nullTtl(TEN_MINUTES), c -> c.nullTtl(Duration.ofSeconds(1))),
                change(c -> c.ttlJitter(1), c -> c.ttlJitter(2)),
                change(c -> c.refreshAhead(80), c -> c.refreshAhead(100)),
                change(c -> c.staleFor(Duration.ZERO), c -> c.staleFor(TEN_MINUTES)),
                change(c -> c.earlyRefresh(1), c -> c.earlyRefresh(1.5)),
                change(c -> c.exceptionTtl(TEN_MINUTES), c -> c.exceptionTtl(Duration.ofSeconds(1))),
                change(c -> c.cachedExceptions("a.B"), c -> c.cachedExceptions("a.B", "a.C")),
                change(c -> c.taggerClass("a.B"), c -> c.taggerClass("a.C")),
                change(c -> c.taggerFactory(new NoTags()), c -> c.taggerClass("a.C")),
                change(c -> c.create(true), c -> c.create(false)));
    }

    private static Arguments change(Consumer<CacheSettings.Builder> one, Consumer<CacheSettings.Builder> other) {
        return Arguments.of(settings(one), settings(other));
    }

    private static CacheSettings settings(Consumer<CacheSettings.Builder> change) {
        CacheSettings.Builder builder = CacheSettings.builder();
        change.accept(builder);
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void overlay_ofEachSetting_replacesOnlyWhatIsSet(CacheSettings one, CacheSettings other) {
        assertThat(one.overlay(other)).isEqualTo(other);
        assertThat(one.overlay(CacheSettings.defaults())).isEqualTo(one);
        assertThat(CacheSettings.defaults().overlay(one)).isEqualTo(one);
        assertThat(one).isNotEqualTo(other).isNotEqualTo(CacheSettings.defaults());
        assertThat(one.toString()).isNotEqualTo(other.toString());
    }

    @ParameterizedTest
    @MethodSource("changes")
    void toBuilder_ofEachSetting_keepsIt(CacheSettings one, CacheSettings other) {
        assertThat(one.toBuilder().build()).isEqualTo(one).hasSameHashCodeAs(one);
        assertThat(other.toBuilder().build()).isEqualTo(other);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void serialization_ofEachSetting_keepsIt(CacheSettings one, CacheSettings other) throws Exception {
        assertThat(copied(one)).isEqualTo(one);
        assertThat(copied(other)).isEqualTo(other);
    }

    private static Object copied(Object original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    static Stream<Consumer<CacheSettings.Builder>> outOfBounds() {
        return Stream.of(
                c -> c.partitions(0),
                c -> c.partitions(16_385),
                c -> c.partitions(-1),
                c -> c.scanPageSize(0),
                c -> c.scanPageSize(10_001),
                c -> c.loadLease(Duration.ofMillis(99)),
                c -> c.loadLease(Duration.ofMillis(-100)),
                c -> c.loadLease(Duration.ofHours(1).plusNanos(1)),
                c -> c.nullTtl(Duration.ZERO),
                c -> c.refreshAhead(0),
                c -> c.refreshAhead(101),
                c -> c.staleFor(Duration.ofNanos(1)),
                c -> c.staleFor(Duration.ofMillis(-1)),
                c -> c.earlyRefresh(-0.1),
                c -> c.earlyRefresh(Double.NaN),
                c -> c.earlyRefresh(100.1),
                c -> c.exceptionTtl(Duration.ZERO),
                c -> c.ttlJitter(91),
                c -> c.ttlJitter(-1),
                c -> c.listenerTimeout(Duration.ZERO),
                c -> c.listenerTimeout(Duration.ofMillis(-1)),
                c -> c.listenerTimeout(Duration.ofHours(1).plusNanos(1)),
                c -> c.nearCacheMaximumSize(0),
                c -> c.nearCacheMaximumSize(100_000_001),
                c -> c.nearCacheMaximumWeight(0),
                c -> c.nearCacheMaximumAge(Duration.ZERO),
                c -> c.nearCacheMaximumAge(Duration.ofDays(1).plusNanos(1)),
                c -> c.expireAfterWrite(Duration.ZERO),
                c -> c.expireAfterAccess(Duration.ofNanos(999_999)),
                c -> c.expireAfterTouch(Duration.ofSeconds(-5)),
                c -> c.expireAfterCreation(Duration.ofDays(36_501)),
                c -> c.expireAfterCreation(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("outOfBounds")
    void builder_valueOutOfBounds_isRefusedWithTheBounds(Consumer<CacheSettings.Builder> change) {
        assertThatThrownBy(() -> settings(change))
                .isInstanceOf(CacheException.class)
                .hasMessageMatching(
                        "LRD-103: The value of [a-z-]+ in code is refused\\. It must be a .* from .* to .*");
    }

    @Test
    void builder_valueAtBounds_isTaken() {
        CacheSettings least = settings(c -> c.partitions(1).scanPageSize(1).listenerTimeout(Duration.ofMillis(1)));
        CacheSettings most =
                settings(c -> c.partitions(16_384).scanPageSize(10_000).expireAfterWrite(Duration.ofDays(36_500)));

        assertThat(least.partitions()).isEqualTo(1);
        assertThat(most.partitions()).isEqualTo(16_384);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"com.acme.Order", "com.acme.*", "com.acme.**", "!com.acme.Secret", "*", "java.base/java.util.*"})
    void allow_classPattern_isTaken(String pattern) {
        assertThat(settings(c -> c.allow(pattern)).allow()).containsExactly(pattern);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " a.*", "a.*;b.*", "maxdepth=3", "com.acme.***", "com.*.acme", "!", "/x"})
    void allow_noClassPattern_isRefused(String pattern) {
        assertThatThrownBy(() -> settings(c -> c.allow("good.*", pattern)))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-103: The value of allow in code is refused")
                .hasMessageContaining("com.acme.**");
    }

    @Test
    void of_configurationWithTheSpecsDefaults_setsNothing() {
        assertThat(CacheSettings.of(new MutableConfiguration<>())).isEqualTo(CacheSettings.defaults());
        assertThat(CacheSettings.of(new PlainConfiguration())).isEqualTo(CacheSettings.defaults());
    }

    @Test
    void of_configurationWithMore_setsThat() {
        var factory = CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR);

        CacheSettings settings = CacheSettings.of(new MutableConfiguration<>()
                .setExpiryPolicyFactory(factory)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true));

        assertThat(settings)
                .isEqualTo(settings(c -> c.expiry(factory).statistics(true).management(true)));
    }

    @Test
    void of_larderConfiguration_takesItAtItsWord() {
        CacheSettings explicit = settings(c -> c.eternal().statistics(false));

        assertThat(CacheSettings.of(LarderCacheConfiguration.builder(String.class, String.class)
                        .settings(explicit)
                        .build()))
                .isEqualTo(explicit);
    }

    @Test
    void allow_list_isCopied() {
        List<String> patterns = new java.util.ArrayList<>(List.of("a.*"));
        CacheSettings settings = settings(c -> c.allow(patterns));
        patterns.add("b.*");

        assertThat(settings.allow()).containsExactly("a.*");
        assertThatThrownBy(() -> settings.allow().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    /** A configuration that is not complete: the spec allows it. */
    private static final class PlainConfiguration implements Configuration<String, Integer> {

        private static final long serialVersionUID = 1L;

        @Override
        public Class<String> getKeyType() {
            return String.class;
        }

        @Override
        public Class<Integer> getValueType() {
            return Integer.class;
        }

        @Override
        public boolean isStoreByValue() {
            return true;
        }
    }

    /** Equal to its copies. */
    private record NoTags() implements Factory<Tagger<Object, Object>> {

        @Override
        public Tagger<Object, Object> create() {
            return (key, value) -> Set.of();
        }
    }
}
