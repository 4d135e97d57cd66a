package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LarderCacheConfigurationTest {

    private static final Factory<CacheLoader<String, Integer>> LOADER =
            new FactoryBuilder.SingletonFactory<>(new Loader());
    private static final Factory<CacheWriter<? super String, ? super Integer>> NO_WRITER = new NoWriter();
    private static final CacheEntryListenerConfiguration<String, Integer> LISTENER = listener(true);

    private static CacheEntryListenerConfiguration<String, Integer> listener(boolean synchronous) {
        return new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(Listener.ONLY), null, true, synchronous);
    }

    @Test
    void builder_nothingSet_hasTheSpecsDefaults() {
        LarderCacheConfiguration<String, Integer> configuration =
                LarderCacheConfiguration.builder(String.class, Integer.class).build();
        MutableConfiguration<String, Integer> spec = new MutableConfiguration<>();

        assertThat(configuration.getKeyType()).isEqualTo(String.class);
        assertThat(configuration.getValueType()).isEqualTo(Integer.class);
        assertThat(configuration.isStoreByValue()).isEqualTo(spec.isStoreByValue());
        assertThat(configuration.isReadThrough()).isEqualTo(spec.isReadThrough());
        assertThat(configuration.isWriteThrough()).isEqualTo(spec.isWriteThrough());
        assertThat(configuration.isStatisticsEnabled()).isEqualTo(spec.isStatisticsEnabled());
        assertThat(configuration.isManagementEnabled()).isEqualTo(spec.isManagementEnabled());
        assertThat(configuration.getCacheLoaderFactory()).isNull();
        assertThat(configuration.getCacheWriterFactory()).isNull();
        assertThat(configuration.getCacheEntryListenerConfigurations()).isEmpty();
        assertThat(configuration.getExpiryPolicyFactory()).isEqualTo(spec.getExpiryPolicyFactory());
        assertThat(configuration.settings()).isEqualTo(CacheSettings.defaults());
    }

    @Test
    void builder_everythingSet_isThere() {
        LarderCacheConfiguration<String, Integer> configuration = full();

        assertThat(configuration.isReadThrough()).isTrue();
        assertThat(configuration.isWriteThrough()).isTrue();
        assertThat(configuration.isStatisticsEnabled()).isTrue();
        assertThat(configuration.isManagementEnabled()).isTrue();
        assertThat(configuration.getCacheLoaderFactory()).isSameAs(LOADER);
        assertThat(configuration.getCacheWriterFactory()).isSameAs(NO_WRITER);
        assertThat(configuration.getCacheEntryListenerConfigurations()).containsExactly(LISTENER);
        assertThat(configuration.getExpiryPolicyFactory().create()).isInstanceOf(TouchedExpiryPolicy.class);
        assertThat(configuration.settings().partitions()).isEqualTo(16);
    }

    @Test
    void builder_ofMutableConfiguration_copiesAll() {
        MutableConfiguration<String, Integer> spec = new MutableConfiguration<String, Integer>()
                .setTypes(String.class, Integer.class)
                .setStoreByValue(false)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true)
                .setCacheLoaderFactory(LOADER)
                .setCacheWriterFactory(NO_WRITER)
                .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY))
                .addCacheEntryListenerConfiguration(LISTENER);

        LarderCacheConfiguration<String, Integer> copy =
                LarderCacheConfiguration.builder(spec).build();

        assertThat(new MutableConfiguration<>(copy)).isEqualTo(spec);
    }

    @Test
    void builder_ofConfigurationWithoutListOfListeners_hasNone() {
        CompleteConfiguration<String, Integer> strange = new MutableConfiguration<String, Integer>() {
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
            @SuppressWarnings("NullAway") // as some providers have it
            public Iterable<CacheEntryListenerConfiguration<String, Integer>> getCacheEntryListenerConfigurations() {
                return null;
            }
        };

        assertThat(LarderCacheConfiguration.builder(strange).build().getCacheEntryListenerConfigurations())
                .isEmpty();
    }

    static Stream<UnaryOperator<LarderCacheConfiguration.Builder<String, Integer>>> differences() {
        return Stream.of(
                b -> b.storeByValue(false),
                b -> b.readThrough(false),
                b -> b.writeThrough(false),
                b -> b.cacheLoaderFactory(null),
                b -> b.cacheWriterFactory(null),
                b -> b.removeListener(LISTENER),
                b -> b.addListener(listener(false)),
                b -> b.settings(CacheSettings.defaults()),
                b -> b.settings(s -> s.partitions(17)));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void equals_oneDifference_isFalse(UnaryOperator<LarderCacheConfiguration.Builder<String, Integer>> difference) {
        assertThat(difference.apply(full().toBuilder()).build()).isNotEqualTo(full());
    }

    @Test
    void equals_otherTypes_isFalse() {
        assertThat(LarderCacheConfiguration.builder(String.class, Integer.class).build())
                .isEqualTo(LarderCacheConfiguration.builder(String.class, Integer.class)
                        .build())
                .isNotEqualTo(LarderCacheConfiguration.builder(String.class, Long.class)
                        .build())
                .isNotEqualTo(LarderCacheConfiguration.builder(Long.class, Integer.class)
                        .build())
                .isNotEqualTo(new MutableConfiguration<>());
    }

    @Test
    void toBuilder_ofFullConfiguration_keepsEverything() {
        assertThat(full().toBuilder().build()).isEqualTo(full()).hasSameHashCodeAs(full());
    }

    @Test
    void serialization_ofConfiguration_keepsEverything() throws Exception {
        LarderCacheConfiguration<String, Integer> original = LarderCacheConfiguration.builder(
                        String.class, Integer.class)
                .readThrough(true)
                .settings(s -> s.expireAfterWrite(Duration.ofMinutes(1)).allow("a.*"))
                .build();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
            out.writeObject(full());
        }

        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(original);
            LarderCacheConfiguration<?, ?> copy = (LarderCacheConfiguration<?, ?>) in.readObject();
            assertThat(copy.settings()).isEqualTo(full().settings());
            assertThat(copy.getCacheEntryListenerConfigurations()).hasSize(1);
        }
    }

    @Test
    void addListener_equalOne_isRefused() {
        assertThatThrownBy(() -> full().toBuilder().addListener(listener(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only once");
    }

    @Test
    void settings_eternal_isSetExplicitly() {
        LarderCacheConfiguration<String, Integer> configuration = LarderCacheConfiguration.builder(
                        String.class, Integer.class)
                .settings(CacheSettings.Builder::eternal)
                .build();

        assertThat(configuration.settings().expiry()).isPresent();
        assertThat(configuration.getExpiryPolicyFactory().create()).isInstanceOf(EternalExpiryPolicy.class);
    }

    private static LarderCacheConfiguration<String, Integer> full() {
        return LarderCacheConfiguration.builder(String.class, Integer.class)
                .readThrough(true)
                .writeThrough(true)
                .cacheLoaderFactory(LOADER)
                .cacheWriterFactory(NO_WRITER)
                .addListener(LISTENER)
                .settings(
                        s -> s.statistics(true).management(true).partitions(16).expireAfterTouch(Duration.ofSeconds(1)))
                .build();
    }

    private static final class Loader implements CacheLoader<String, Integer>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer load(String key) {
            return key.length();
        }

        @Override
        public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    private static final class NoWriter implements Factory<CacheWriter<? super String, ? super Integer>> {

        private static final long serialVersionUID = 1L;

        @Override
        public CacheWriter<? super String, ? super Integer> create() {
            throw new UnsupportedOperationException("nobody writes here");
        }
    }

    private enum Listener implements CacheEntryCreatedListener<String, Integer> {
        ONLY;

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Integer>> events) {
            throw new UnsupportedOperationException("nobody listens here");
        }
    }
}
