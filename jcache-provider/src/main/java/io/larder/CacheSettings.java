package io.larder;

import io.larder.internal.error.ConfigurationErrors;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;

/**
 * What can be configured per cache. Immutable, thread-safe and serializable (if a custom expiry policy's factory is).
 *
 * <p>Settings know which of them were set: an unset one shows its default, and {@link #overlay overlaying} settings with
 * others replaces only what the others set. So the settings of one cache can come from several places.
 *
 * <pre>{@code
 * CacheSettings settings = CacheSettings.builder()
 *         .expireAfterWrite(Duration.ofMinutes(10))
 *         .statistics(true)
 *         .build();
 * }</pre>
 *
 * @serial exclude
 */
public final class CacheSettings implements Serializable {

    /** The partitions of a cache, if nothing else is configured. */
    public static final int DEFAULT_PARTITIONS = 256;

    /** The keys asked for with one SCAN, if nothing else is configured. */
    public static final int DEFAULT_SCAN_PAGE_SIZE = 250;

    /** How long a write waits for its turn to call synchronous listeners, if nothing else is configured. */
    public static final Duration DEFAULT_LISTENER_TIMEOUT = Duration.ofSeconds(5);

    private static final long serialVersionUID = 1L;
    private static final CacheSettings NONE = new Builder().build();

    private final Explicit explicit;

    private CacheSettings(Explicit explicit) {
        this.explicit = explicit;
    }

    /** {@return settings in which nothing is set: all defaults} */
    public static CacheSettings defaults() {
        return NONE;
    }

    /** {@return a builder in which nothing is set} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@return what a JSR-107 configuration sets}
     *
     * <p>The spec's configurations cannot say "not set": their expiry, statistics and management always have a value. So
     * what still has the spec's default (eternal, off, off) counts as not set here, and leaves the word to a
     * configuration file. A {@link LarderCacheConfiguration} knows what was set and is taken at its word.
     *
     * @param configuration any configuration of a cache
     */
    public static CacheSettings of(Configuration<?, ?> configuration) {
        if (configuration instanceof LarderCacheConfiguration<?, ?> larder) {
            return larder.settings();
        }
        return configuration instanceof CompleteConfiguration<?, ?> complete ? ofComplete(complete) : NONE;
    }

    private static CacheSettings ofComplete(CompleteConfiguration<?, ?> configuration) {
        Builder settings = new Builder();
        Factory<ExpiryPolicy> expiry = configuration.getExpiryPolicyFactory();
        if (expiry != null && !expiry.equals(new MutableConfiguration<>().getExpiryPolicyFactory())) {
            settings.expiry(expiry);
        }
        if (configuration.isStatisticsEnabled()) {
            settings.statistics(true);
        }
        if (configuration.isManagementEnabled()) {
            settings.management(true);
        }
        return settings.build();
    }

    /**
     * {@return these settings with those that {@code higher} sets in place of these}
     *
     * @param higher the settings that win
     */
    public CacheSettings overlay(CacheSettings higher) {
        return new CacheSettings(explicit.overlay(higher.explicit));
    }

    /** {@return a builder that begins with these settings} */
    public Builder toBuilder() {
        return new Builder(explicit);
    }

    /** {@return the number of hash tags that the cache's keys are spread over, 1 to 16384; 256 by default} */
    public int partitions() {
        return explicit.partitions == null ? DEFAULT_PARTITIONS : explicit.partitions;
    }

    /** {@return how values are turned into bytes; {@link ValueFormat#KRYO} by default} */
    public ValueFormat valueFormat() {
        return explicit.valueFormat == null ? ValueFormat.KRYO : explicit.valueFormat;
    }

    /**
     * {@return which classes may be read out of Redis, as patterns of {@link java.io.ObjectInputFilter.Config}; empty, the
     * default, is Larder's default filter}
     */
    public List<String> allow() {
        return explicit.allow == null ? List.of() : explicit.allow;
    }

    /** {@return the expiry policy, if one is set; otherwise the cache's configuration or the spec's default decides} */
    public Optional<Factory<ExpiryPolicy>> expiry() {
        return Optional.ofNullable(explicit.expiry);
    }

    /** {@return whether statistics are gathered, if that is set; off by default} */
    public Optional<Boolean> statistics() {
        return Optional.ofNullable(explicit.statistics);
    }

    /** {@return whether the cache has a management MXBean, if that is set; none by default} */
    public Optional<Boolean> management() {
        return Optional.ofNullable(explicit.management);
    }

    /** {@return how long a write waits for its turn to call synchronous listeners; 5 seconds by default} */
    public Duration listenerTimeout() {
        return explicit.listenerTimeout == null ? DEFAULT_LISTENER_TIMEOUT : explicit.listenerTimeout;
    }

    /** {@return how many keys one step of an iteration asks Redis for, 1 to 10000; 250 by default} */
    public int scanPageSize() {
        return explicit.scanPageSize == null ? DEFAULT_SCAN_PAGE_SIZE : explicit.scanPageSize;
    }

    /** {@return what makes the cache's tagger, if that is set; not if its class is} */
    public Optional<Factory<? extends Tagger<?, ?>>> taggerFactory() {
        return Optional.ofNullable(explicit.tagger).map(TaggerSource::factory);
    }

    /** {@return the name of the class of the cache's tagger, if that is set; not if its factory is} */
    public Optional<String> taggerClass() {
        return Optional.ofNullable(explicit.tagger).map(TaggerSource::className);
    }

    /** {@return whether the manager creates the cache by itself when it opens; not by default} */
    public boolean create() {
        return explicit.create != null && explicit.create;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheSettings settings && explicit.equals(settings.explicit);
    }

    @Override
    public int hashCode() {
        return explicit.hashCode();
    }

    /** Returns the settings as they take effect. */
    @Override
    public String toString() {
        return "CacheSettings[partitions=" + partitions() + ", valueFormat=" + valueFormat() + ", allow=" + allow()
                + ", expiry=" + printed(expiry()) + ", statistics=" + printed(statistics()) + ", management="
                + printed(management()) + ", listenerTimeout=" + listenerTimeout() + ", scanPageSize=" + scanPageSize()
                + ", tagger=" + printed(Optional.ofNullable(explicit.tagger)) + ", create=" + create() + "]";
    }

    private static String printed(Optional<?> setting) {
        return setting.map(Object::toString).orElse("not set");
    }

    /** What was set; {@code null} is "not set". */
    private record Explicit(
            @Nullable Integer partitions,
            @Nullable ValueFormat valueFormat,
            @Nullable List<String> allow,
            @Nullable Factory<ExpiryPolicy> expiry,
            @Nullable Boolean statistics,
            @Nullable Boolean management,
            @Nullable Duration listenerTimeout,
            @Nullable Integer scanPageSize,
            @Nullable TaggerSource tagger,
            @Nullable Boolean create)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        Explicit overlay(Explicit higher) {
            return new Explicit(
                    either(higher.partitions, partitions),
                    either(higher.valueFormat, valueFormat),
                    either(higher.allow, allow),
                    either(higher.expiry, expiry),
                    either(higher.statistics, statistics),
                    either(higher.management, management),
                    either(higher.listenerTimeout, listenerTimeout),
                    either(higher.scanPageSize, scanPageSize),
                    either(higher.tagger, tagger),
                    either(higher.create, create));
        }

        private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
            return first == null ? second : first;
        }
    }

    /** Where a tagger comes from, one of the two. */
    private record TaggerSource(
            @Nullable Factory<? extends Tagger<?, ?>> factory,
            @Nullable String className) implements Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public String toString() {
            return factory == null ? String.valueOf(className) : factory.toString();
        }
    }

    /** Builds {@link CacheSettings}. Not thread-safe. Each method refuses what is out of bounds at once. */
    public static final class Builder {

        private static final Duration LONGEST_TTL = Duration.ofDays(36_500);
        private static final Duration LONGEST_LISTENER_TIMEOUT = Duration.ofHours(1);

        private @Nullable Integer partitions;
        private @Nullable ValueFormat valueFormat;
        private @Nullable List<String> allow;
        private @Nullable Factory<ExpiryPolicy> expiry;
        private @Nullable Boolean statistics;
        private @Nullable Boolean management;
        private @Nullable Duration listenerTimeout;
        private @Nullable Integer scanPageSize;
        private @Nullable TaggerSource tagger;
        private @Nullable Boolean create;

        private Builder() {}

        private Builder(Explicit explicit) {
            partitions = explicit.partitions;
            valueFormat = explicit.valueFormat;
            allow = explicit.allow;
            expiry = explicit.expiry;
            statistics = explicit.statistics;
            management = explicit.management;
            listenerTimeout = explicit.listenerTimeout;
            scanPageSize = explicit.scanPageSize;
            tagger = explicit.tagger;
            create = explicit.create;
        }

        /**
         * Sets the number of hash tags that the cache's keys are spread over. Fixed while the cache has content.
         *
         * @param count 1 to 16384
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder partitions(int count) {
            this.partitions = SettingRules.between("partitions", 1, 16_384, count);
            return this;
        }

        /**
         * Sets how values are turned into bytes.
         *
         * @param format the format; values of another one cannot be read
         * @return this builder
         */
        public Builder valueFormat(ValueFormat format) {
            this.valueFormat = Objects.requireNonNull(format, "format");
            return this;
        }

        /**
         * Sets which classes may be read out of Redis, in place of Larder's default filter.
         *
         * @param patterns class and package patterns of {@link java.io.ObjectInputFilter.Config}, such as
         *     {@code com.acme.**} or {@code !com.acme.secret.*}; none for Larder's default filter
         * @return this builder
         * @throws javax.cache.CacheException if one of them is no such pattern
         */
        public Builder allow(String... patterns) {
            return allow(List.of(patterns));
        }

        /**
         * Like {@link #allow(String...)}.
         *
         * @param patterns class and package patterns
         * @return this builder
         * @throws javax.cache.CacheException if one of them is no such pattern
         */
        public Builder allow(List<String> patterns) {
            patterns.forEach(Builder::requireClassPattern);
            this.allow = List.copyOf(patterns);
            return this;
        }

        /**
         * Sets an expiry policy.
         *
         * @param factory makes the policy; serializable if the configuration is to be
         * @return this builder
         */
        public Builder expiry(Factory<? extends ExpiryPolicy> factory) {
            @SuppressWarnings("unchecked") // a factory only produces
            Factory<ExpiryPolicy> producer = (Factory<ExpiryPolicy>) Objects.requireNonNull(factory, "factory");
            this.expiry = producer;
            return this;
        }

        /**
         * Lets entries live so long from their creation on, whatever happens to them.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder expireAfterCreation(Duration timeToLive) {
            return expiry("expire-after-creation", ExpiryRule.Kind.CREATION, timeToLive);
        }

        /**
         * Lets entries live so long from their creation or last update on.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder expireAfterWrite(Duration timeToLive) {
            return expiry("expire-after-write", ExpiryRule.Kind.WRITE, timeToLive);
        }

        /**
         * Lets entries live so long from their creation or last access on; an update changes nothing.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder expireAfterAccess(Duration timeToLive) {
            return expiry("expire-after-access", ExpiryRule.Kind.ACCESS, timeToLive);
        }

        /**
         * Lets entries live so long from their creation, last update or last access on.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder expireAfterTouch(Duration timeToLive) {
            return expiry("expire-after-touch", ExpiryRule.Kind.TOUCH, timeToLive);
        }

        /**
         * Lets entries live until they are removed or evicted.
         *
         * @return this builder
         */
        public Builder eternal() {
            this.expiry = new ExpiryRule(ExpiryRule.Kind.ETERNAL, 0);
            return this;
        }

        private Builder expiry(String setting, ExpiryRule.Kind kind, Duration timeToLive) {
            Duration checked = SettingRules.upTo(setting, LONGEST_TTL, "36500 days", timeToLive);
            this.expiry = new ExpiryRule(kind, checked.toMillis());
            return this;
        }

        /**
         * Sets whether statistics are gathered.
         *
         * @param enabled whether they are
         * @return this builder
         */
        public Builder statistics(boolean enabled) {
            this.statistics = enabled;
            return this;
        }

        /**
         * Sets whether the cache has a management MXBean.
         *
         * @param enabled whether it has one
         * @return this builder
         */
        public Builder management(boolean enabled) {
            this.management = enabled;
            return this;
        }

        /**
         * Sets how long a write waits for its turn to call synchronous listeners.
         *
         * @param timeout one millisecond to one hour
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder listenerTimeout(Duration timeout) {
            this.listenerTimeout = SettingRules.upTo("listener-timeout", LONGEST_LISTENER_TIMEOUT, "one hour", timeout);
            return this;
        }

        /**
         * Sets how many keys one step of an iteration asks Redis for.
         *
         * @param keys 1 to 10000
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder scanPageSize(int keys) {
            this.scanPageSize = SettingRules.between("scan-page-size", 1, 10_000, keys);
            return this;
        }

        /**
         * Sets what makes the cache's tagger; see {@link LarderCacheConfiguration.Builder#taggerFactory}, which knows the
         * types.
         *
         * @param factory makes the tagger; serializable if the configuration is to be
         * @return this builder
         */
        public Builder taggerFactory(Factory<? extends Tagger<?, ?>> factory) {
            this.tagger = new TaggerSource(Objects.requireNonNull(factory, "factory"), null);
            return this;
        }

        /**
         * Sets the cache's tagger by the name of its class. The manager's class loader must find it; it must be public and
         * have a public constructor without arguments. That is looked at when the cache is created.
         *
         * @param name the name, as {@link Class#getName} has it
         * @return this builder
         * @throws javax.cache.CacheException if it is empty
         */
        public Builder taggerClass(String name) {
            this.tagger = new TaggerSource(null, SettingRules.notEmpty("tagger", name));
            return this;
        }

        /**
         * Sets whether the manager creates the cache by itself when it opens.
         *
         * @param enabled whether it does
         * @return this builder
         */
        public Builder create(boolean enabled) {
            this.create = enabled;
            return this;
        }

        /** {@return the settings} */
        public CacheSettings build() {
            return new CacheSettings(new Explicit(
                    partitions,
                    valueFormat,
                    allow,
                    expiry,
                    statistics,
                    management,
                    listenerTimeout,
                    scanPageSize,
                    tagger,
                    create));
        }

        private static void requireClassPattern(String pattern) {
            if (!SettingRules.isClassPattern(pattern)) {
                throw ConfigurationErrors.invalidSetting(
                        "allow",
                        "must be a list of class or package patterns in the syntax of java.io.ObjectInputFilter, each"
                                + " alone, without limits: com.acme.Order, com.acme.*, com.acme.** or !com.acme.Secret");
            }
        }
    }
}
