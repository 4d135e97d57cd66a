package io.larder;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one cache: all that JSR-107 knows, and {@link CacheSettings} beside it. Immutable, thread-safe,
 * and serializable if its factories are.
 *
 * <pre>{@code
 * Cache<String, Order> orders = manager.createCache("orders",
 *         LarderCacheConfiguration.builder(String.class, Order.class)
 *                 .settings(s -> s.expireAfterWrite(Duration.ofMinutes(10)).partitions(64))
 *                 .cacheLoaderFactory(OrderLoader::new)
 *                 .readThrough(true)
 *                 .build());
 * }</pre>
 *
 * <p>{@code cache.getConfiguration(LarderCacheConfiguration.class)} returns what is in effect.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @serial exclude
 */
public final class LarderCacheConfiguration<K, V> implements CompleteConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    private final Class<K> keyType;
    private final Class<V> valueType;
    private final boolean storeByValue;
    private final boolean readThrough;
    private final boolean writeThrough;
    private final @Nullable Factory<CacheLoader<K, V>> cacheLoaderFactory;
    private final @Nullable Factory<CacheWriter<? super K, ? super V>> cacheWriterFactory;
    private final List<CacheEntryListenerConfiguration<K, V>> listeners;
    private final CacheSettings settings;

    private LarderCacheConfiguration(Builder<K, V> builder) {
        keyType = builder.keyType;
        valueType = builder.valueType;
        storeByValue = builder.storeByValue;
        readThrough = builder.readThrough;
        writeThrough = builder.writeThrough;
        cacheLoaderFactory = builder.cacheLoaderFactory;
        cacheWriterFactory = builder.cacheWriterFactory;
        listeners = List.copyOf(builder.listeners);
        settings = builder.settings;
    }

    /**
     * {@return a builder for a cache with these types}
     *
     * @param keyType the type of keys; {@code Object.class} for no checks
     * @param valueType the type of values; {@code Object.class} for no checks
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public static <K, V> Builder<K, V> builder(Class<K> keyType, Class<V> valueType) {
        return new Builder<>(keyType, valueType);
    }

    /**
     * {@return a builder that begins with what another configuration says}
     *
     * @param configuration any configuration of a cache; its list of listeners may be missing
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public static <K, V> Builder<K, V> builder(Configuration<K, V> configuration) {
        Builder<K, V> builder = new Builder<>(configuration.getKeyType(), configuration.getValueType());
        builder.storeByValue(configuration.isStoreByValue()).settings(CacheSettings.of(configuration));
        return configuration instanceof CompleteConfiguration<K, V> complete ? builder.copy(complete) : builder;
    }

    /** {@return a builder that begins with this configuration} */
    public Builder<K, V> toBuilder() {
        return builder(this);
    }

    /** {@return what is configured beyond JSR-107, and expiry, statistics and management, with what is not set} */
    public CacheSettings settings() {
        return settings;
    }

    @Override
    public Class<K> getKeyType() {
        return keyType;
    }

    @Override
    public Class<V> getValueType() {
        return valueType;
    }

    @Override
    public boolean isStoreByValue() {
        return storeByValue;
    }

    @Override
    public boolean isReadThrough() {
        return readThrough;
    }

    @Override
    public boolean isWriteThrough() {
        return writeThrough;
    }

    @Override
    public boolean isStatisticsEnabled() {
        return settings.statistics().orElse(false);
    }

    @Override
    public boolean isManagementEnabled() {
        return settings.management().orElse(false);
    }

    /** Returns the listeners in the order of their registration; unmodifiable. */
    @Override
    public List<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        return listeners;
    }

    /** Returns the loader's factory, or {@code null} if there is none. */
    @Override
    public @Nullable Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return cacheLoaderFactory;
    }

    /** Returns the writer's factory, or {@code null} if there is none. */
    @Override
    public @Nullable Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return cacheWriterFactory;
    }

    /** Returns the expiry policy's factory; eternal where none is set. */
    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return settings.expiry().orElseGet(() -> new MutableConfiguration<K, V>().getExpiryPolicyFactory());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LarderCacheConfiguration<?, ?> that
                && keyType.equals(that.keyType)
                && valueType.equals(that.valueType)
                && storeByValue == that.storeByValue
                && readThrough == that.readThrough
                && writeThrough == that.writeThrough
                && Objects.equals(cacheLoaderFactory, that.cacheLoaderFactory)
                && Objects.equals(cacheWriterFactory, that.cacheWriterFactory)
                && listeners.equals(that.listeners)
                && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                keyType,
                valueType,
                storeByValue,
                readThrough,
                writeThrough,
                cacheLoaderFactory,
                cacheWriterFactory,
                listeners,
                settings);
    }

    @Override
    public String toString() {
        return "LarderCacheConfiguration[keyType=" + keyType.getName() + ", valueType=" + valueType.getName()
                + ", storeByValue=" + storeByValue + ", readThrough=" + readThrough + ", writeThrough=" + writeThrough
                + ", listeners=" + listeners.size() + ", settings=" + settings + "]";
    }

    /**
     * Builds a {@link LarderCacheConfiguration}. Not thread-safe.
     *
     * @param <K> the type of keys
     * @param <V> the type of values
     */
    public static final class Builder<K, V> {

        private final Class<K> keyType;
        private final Class<V> valueType;
        private boolean storeByValue = true;
        private boolean readThrough;
        private boolean writeThrough;
        private @Nullable Factory<CacheLoader<K, V>> cacheLoaderFactory;
        private @Nullable Factory<CacheWriter<? super K, ? super V>> cacheWriterFactory;
        private final List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>();
        private CacheSettings settings = CacheSettings.defaults();

        private Builder(Class<K> keyType, Class<V> valueType) {
            this.keyType = Objects.requireNonNull(keyType, "keyType");
            this.valueType = Objects.requireNonNull(valueType, "valueType");
        }

        private Builder<K, V> copy(CompleteConfiguration<K, V> configuration) {
            readThrough = configuration.isReadThrough();
            writeThrough = configuration.isWriteThrough();
            cacheLoaderFactory = configuration.getCacheLoaderFactory();
            cacheWriterFactory = configuration.getCacheWriterFactory();
            Iterable<CacheEntryListenerConfiguration<K, V>> others =
                    configuration.getCacheEntryListenerConfigurations();
            if (others != null) {
                others.forEach(listeners::add);
            }
            return this;
        }

        /**
         * Sets whether the cache stores by value. It always does: a manager refuses {@code false} when it creates the
         * cache, as the spec has it for what is not supported.
         *
         * @param byValue {@code true}
         * @return this builder
         */
        public Builder<K, V> storeByValue(boolean byValue) {
            this.storeByValue = byValue;
            return this;
        }

        /**
         * Sets whether reads of missing entries ask the loader.
         *
         * @param enabled whether they do
         * @return this builder
         */
        public Builder<K, V> readThrough(boolean enabled) {
            this.readThrough = enabled;
            return this;
        }

        /**
         * Sets whether writes go to the writer first.
         *
         * @param enabled whether they do
         * @return this builder
         */
        public Builder<K, V> writeThrough(boolean enabled) {
            this.writeThrough = enabled;
            return this;
        }

        /**
         * Sets what makes the loader.
         *
         * @param factory makes the loader; {@code null} for none
         * @return this builder
         */
        @SuppressWarnings("unchecked") // a factory only produces
        public Builder<K, V> cacheLoaderFactory(@Nullable Factory<? extends CacheLoader<K, V>> factory) {
            this.cacheLoaderFactory = (Factory<CacheLoader<K, V>>) factory;
            return this;
        }

        /**
         * Sets what makes the writer.
         *
         * @param factory makes the writer; {@code null} for none
         * @return this builder
         */
        @SuppressWarnings("unchecked") // a factory only produces
        public Builder<K, V> cacheWriterFactory(
                @Nullable Factory<? extends CacheWriter<? super K, ? super V>> factory) {
            this.cacheWriterFactory = (Factory<CacheWriter<? super K, ? super V>>) factory;
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener the listener
         * @return this builder
         * @throws IllegalArgumentException if an equal one is there already, as the spec has it
         */
        public Builder<K, V> addListener(CacheEntryListenerConfiguration<K, V> listener) {
            if (listeners.contains(Objects.requireNonNull(listener, "listener"))) {
                throw new IllegalArgumentException("A listener is registered only once per cache; this one already is");
            }
            listeners.add(listener);
            return this;
        }

        /**
         * Removes a listener, if it is there.
         *
         * @param listener the listener, by {@code equals}
         * @return this builder
         */
        public Builder<K, V> removeListener(CacheEntryListenerConfiguration<K, V> listener) {
            listeners.remove(listener);
            return this;
        }

        /**
         * Sets what makes the tagger, which says what tags the entries have that are written. Each load then costs a round trip
         * more, taken before the loader is called, so that a value is not kept whose tag was invalidated meanwhile.
         *
         * @param factory makes the tagger
         * @return this builder
         */
        public Builder<K, V> taggerFactory(Factory<? extends Tagger<? super K, ? super V>> factory) {
            return settings(changed -> changed.taggerFactory(factory));
        }

        /**
         * Replaces the settings.
         *
         * @param newSettings what replaces them
         * @return this builder
         */
        public Builder<K, V> settings(CacheSettings newSettings) {
            this.settings = Objects.requireNonNull(newSettings, "newSettings");
            return this;
        }

        /**
         * Changes the settings.
         *
         * @param changes called at once with a builder that has the settings so far
         * @return this builder
         * @throws javax.cache.CacheException if a setting is out of bounds
         */
        public Builder<K, V> settings(Consumer<? super CacheSettings.Builder> changes) {
            CacheSettings.Builder builder = settings.toBuilder();
            changes.accept(builder);
            return settings(builder.build());
        }

        /** {@return the configuration} */
        public LarderCacheConfiguration<K, V> build() {
            return new LarderCacheConfiguration<>(this);
        }
    }
}
