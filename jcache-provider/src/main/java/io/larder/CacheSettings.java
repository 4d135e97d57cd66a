package io.larder;

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

    /** The entries that a near cache holds, if nothing else is configured. */
    public static final int DEFAULT_NEAR_CACHE_MAXIMUM_SIZE = 10_000;

    /** How old what a near cache holds can get, if nothing else is configured. */
    public static final Duration DEFAULT_NEAR_CACHE_MAXIMUM_AGE = Duration.ofSeconds(30);

    /** How long other JVMs leave a load to the one that began it, if nothing else is configured. */
    public static final Duration DEFAULT_LOAD_LEASE = Duration.ofSeconds(10);

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

    /** {@return whether this JVM keeps entries that it has read; not by default} */
    public boolean nearCache() {
        return explicit.near.enabled() != null && explicit.near.enabled();
    }

    /**
     * {@return how many entries the near cache holds at most, 1 to 100000000; 10000 by default} Without meaning where
     * {@link #nearCacheMaximumWeight()} is set.
     */
    public int nearCacheMaximumSize() {
        return explicit.near.maximumSize() == null ? DEFAULT_NEAR_CACHE_MAXIMUM_SIZE : explicit.near.maximumSize();
    }

    /** {@return how many bytes the values in the near cache have at most, as Redis holds them, if that is the limit} */
    public Optional<Integer> nearCacheMaximumWeight() {
        return Optional.ofNullable(explicit.near.maximumWeight());
    }

    /** {@return how long the near cache serves an entry at most, counted from the request that read it; 30 seconds} */
    public Duration nearCacheMaximumAge() {
        return explicit.near.maximumAge() == null ? DEFAULT_NEAR_CACHE_MAXIMUM_AGE : explicit.near.maximumAge();
    }

    /**
     * {@return which classes of values the near cache may hand to several callers as they are, as class patterns, beside
     * the immutable classes of the JDK; none by default}
     */
    public List<String> nearCacheImmutable() {
        return explicit.near.immutable() == null ? List.of() : explicit.near.immutable();
    }

    /** {@return whether the near cache also keeps that there is no entry; not by default} */
    public boolean nearCacheAbsent() {
        return explicit.near.absent() != null && explicit.near.absent();
    }

    /**
     * {@return how long other JVMs leave a load to the one that began it, unless it is renewed; 10 seconds by default, zero
     * if loads are shared within this JVM only}
     */
    public Duration loadLease() {
        return explicit.loadLease == null ? DEFAULT_LOAD_LEASE : explicit.loadLease;
    }

    /** {@return how long it is remembered that a loader has no value for a key, if that is set; not at all by default} */
    public Optional<Duration> nullTtl() {
        return Optional.ofNullable(explicit.nullTtl);
    }

    /** {@return by how many percent at most times to live are shortened at random, 0 to 90; 0 by default} */
    public int ttlJitter() {
        return explicit.ttlJitter == null ? 0 : explicit.ttlJitter;
    }

    /**
     * {@return after how many percent of their time to live loaded entries are refreshed, 1 to 100; 100, not before they have
     * expired, by default}
     */
    public int refreshAhead() {
        return explicit.refresh.refreshAhead() == null ? RefreshSettings.END_OF_TTL : explicit.refresh.refreshAhead();
    }

    /** {@return how long the value of a loaded entry is served when its time to live is over; zero by default} */
    public Duration staleFor() {
        return explicit.refresh.staleFor() == null ? Duration.ZERO : explicit.refresh.staleFor();
    }

    /** {@return how early loaded entries are refreshed at random, 0 to 100; 0, not at all, by default} */
    public double earlyRefresh() {
        return explicit.refresh.earlyRefresh() == null ? 0 : explicit.refresh.earlyRefresh();
    }

    /** {@return how long failures of loads are remembered, if that is set; not at all by default} */
    public Optional<Duration> exceptionTtl() {
        return Optional.ofNullable(explicit.refresh.exceptionTtl());
    }

    /** {@return the names of the classes of the failures that are remembered; none by default} */
    public List<String> cachedExceptions() {
        return explicit.refresh.cachedExceptions() == null ? List.of() : explicit.refresh.cachedExceptions();
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
                + ", nearCache=" + nearCache() + ", nearCacheMaximumSize=" + nearCacheMaximumSize()
                + ", nearCacheMaximumWeight=" + printed(nearCacheMaximumWeight()) + ", nearCacheMaximumAge="
                + nearCacheMaximumAge() + ", nearCacheImmutable=" + nearCacheImmutable() + ", nearCacheAbsent="
                + nearCacheAbsent() + ", loadLease=" + loadLease() + ", nullTtl=" + printed(nullTtl())
                + ", ttlJitter=" + ttlJitter() + ", refreshAhead=" + refreshAhead() + ", staleFor=" + staleFor()
                + ", earlyRefresh=" + earlyRefresh() + ", exceptionTtl=" + printed(exceptionTtl())
                + ", cachedExceptions=" + cachedExceptions() + ", tagger="
                + printed(Optional.ofNullable(explicit.tagger))
                + ", create=" + create() + "]";
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
            NearSettings near,
            @Nullable Duration loadLease,
            @Nullable Duration nullTtl,
            @Nullable Integer ttlJitter,
            RefreshSettings refresh,
            @Nullable TaggerSource tagger,
            @Nullable Boolean create)
            implements Serializable {

        private static final long serialVersionUID = 1L;

        Explicit overlay(Explicit higher) {
            return new Explicit(
                    SettingRules.either(higher.partitions, partitions),
                    SettingRules.either(higher.valueFormat, valueFormat),
                    SettingRules.either(higher.allow, allow),
                    SettingRules.either(higher.expiry, expiry),
                    SettingRules.either(higher.statistics, statistics),
                    SettingRules.either(higher.management, management),
                    SettingRules.either(higher.listenerTimeout, listenerTimeout),
                    SettingRules.either(higher.scanPageSize, scanPageSize),
                    near.overlay(higher.near),
                    SettingRules.either(higher.loadLease, loadLease),
                    SettingRules.either(higher.nullTtl, nullTtl),
                    SettingRules.either(higher.ttlJitter, ttlJitter),
                    refresh.overlay(higher.refresh),
                    SettingRules.either(higher.tagger, tagger),
                    SettingRules.either(higher.create, create));
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
        private static final Duration SHORTEST_LOAD_LEASE = Duration.ofMillis(100);
        private static final Duration LONGEST_LOAD_LEASE = Duration.ofHours(1);

        private @Nullable Integer partitions;
        private @Nullable ValueFormat valueFormat;
        private @Nullable List<String> allow;
        private @Nullable Factory<ExpiryPolicy> expiry;
        private @Nullable Boolean statistics;
        private @Nullable Boolean management;
        private @Nullable Duration listenerTimeout;
        private @Nullable Integer scanPageSize;
        private NearSettings near = NearSettings.NONE;
        private @Nullable Duration loadLease;
        private @Nullable Duration nullTtl;
        private @Nullable Integer ttlJitter;
        private RefreshSettings refresh = RefreshSettings.NONE;
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
            near = explicit.near;
            loadLease = explicit.loadLease;
            nullTtl = explicit.nullTtl;
            ttlJitter = explicit.ttlJitter;
            refresh = explicit.refresh;
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
            this.allow = SettingRules.classPatterns("allow", patterns);
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
         * Sets whether this JVM keeps entries that it has read, and is told when they change.
         *
         * @param enabled whether it does
         * @return this builder
         */
        public Builder nearCache(boolean enabled) {
            this.near = near.withEnabled(enabled);
            return this;
        }

        /**
         * Sets how many entries the near cache holds at most; takes the place of a maximum weight.
         *
         * @param entries 1 to 100000000
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder nearCacheMaximumSize(int entries) {
            this.near = near.withMaximumSize(entries);
            return this;
        }

        /**
         * Sets how many bytes the values in the near cache have at most, as Redis holds them; takes the place of a
         * maximum size. What the JVM itself needs for keys, objects and bookkeeping comes on top.
         *
         * @param bytes 1 to 999999999
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder nearCacheMaximumWeight(int bytes) {
            this.near = near.withMaximumWeight(bytes);
            return this;
        }

        /**
         * Sets how long the near cache serves an entry at most, counted from the request that read it. No read is older,
         * whatever becomes of the messages that tell of changes.
         *
         * @param age one millisecond to one day
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder nearCacheMaximumAge(Duration age) {
            this.near = near.withMaximumAge(age);
            return this;
        }

        /**
         * Sets which classes of values the near cache may hand to several callers as they are, beside the immutable
         * classes of the JDK. Of others each caller gets a copy of its own.
         *
         * @param patterns class and package patterns of {@link java.io.ObjectInputFilter.Config}; classes of which an
         *     instance, and all that it refers to, never changes
         * @return this builder
         * @throws javax.cache.CacheException if one of them is no such pattern
         */
        public Builder nearCacheImmutable(List<String> patterns) {
            this.near = near.withImmutable(patterns);
            return this;
        }

        /**
         * Like {@link #nearCacheImmutable(List)}.
         *
         * @param patterns class and package patterns
         * @return this builder
         * @throws javax.cache.CacheException if one of them is no such pattern
         */
        public Builder nearCacheImmutable(String... patterns) {
            return nearCacheImmutable(List.of(patterns));
        }

        /**
         * Sets whether the near cache also keeps that there is no entry.
         *
         * @param enabled whether it does
         * @return this builder
         */
        public Builder nearCacheAbsent(boolean enabled) {
            this.near = near.withAbsent(enabled);
            return this;
        }

        /**
         * Sets how long other JVMs leave a load to the one that began it. It is renewed while the load lasts, so it says
         * how soon a JVM that died is replaced, not how long a load may take.
         *
         * @param lease 100 milliseconds to one hour, or zero to share loads within this JVM only
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder loadLease(Duration lease) {
            this.loadLease = SettingRules.zeroOrBetween(
                    "load-lease", SHORTEST_LOAD_LEASE, LONGEST_LOAD_LEASE, "100 milliseconds to one hour", lease);
            return this;
        }

        /**
         * Sets how long it is remembered that a loader has no value for a key. Needs a {@linkplain #loadLease load lease}.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder nullTtl(Duration timeToLive) {
            this.nullTtl = SettingRules.upTo("null-ttl", LONGEST_TTL, "36500 days", timeToLive);
            return this;
        }

        /**
         * Sets by how many percent at most the expiry policy's times to live are shortened, at random and anew for each
         * write, so that entries that were written together do not expire together.
         *
         * @param percent 0 to 90
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder ttlJitter(int percent) {
            this.ttlJitter = SettingRules.between("ttl-jitter", 0, SettingRules.MOST_TTL_JITTER, percent);
            return this;
        }

        /**
         * Sets when loaded entries are refreshed before they expire: once so much of their time to live has passed, who reads
         * one gets its value at once, and it is loaded anew behind the reader's back, by one caller over all JVMs.
         *
         * @param percent 1 to 100; 100 is not before they have expired
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder refreshAhead(int percent) {
            this.refresh = refresh.withRefreshAhead(percent);
            return this;
        }

        /**
         * Sets how long the value of a loaded entry is served when its time to live is over. Who reads it then gets the old
         * value at once, and it is loaded anew behind the reader's back, by one caller over all JVMs.
         *
         * @param duration one millisecond to 36500 days, or zero for not at all
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder staleFor(Duration duration) {
            this.refresh = refresh.withStaleFor(duration);
            return this;
        }

        /**
         * Sets how early loaded entries are refreshed at random; see {@link LoadOptions#withEarlyRefresh}.
         *
         * @param beta 0 to 100; 1 is right for most, 0 is not at all
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder earlyRefresh(double beta) {
            this.refresh = refresh.withEarlyRefresh(beta);
            return this;
        }

        /**
         * Sets how long failures of loads are remembered, if they are of a {@linkplain #cachedExceptions class that was
         * chosen}. Needs a {@linkplain #loadLease load lease}.
         *
         * @param timeToLive one millisecond to 36500 days
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder exceptionTtl(Duration timeToLive) {
            this.refresh = refresh.withExceptionTtl(timeToLive);
            return this;
        }

        /**
         * Sets which failures of loads are remembered: those of these classes and of classes that extend them, and those caused
         * by one. The manager's class loader must find them; that is looked at when the cache is created.
         *
         * @param classNames the names, as {@link Class#getName} has them
         * @return this builder
         * @throws javax.cache.CacheException if one is empty
         */
        public Builder cachedExceptions(List<String> classNames) {
            this.refresh = refresh.withCachedExceptions(classNames);
            return this;
        }

        /**
         * Like {@link #cachedExceptions(List)}.
         *
         * @param classNames the names
         * @return this builder
         * @throws javax.cache.CacheException if one is empty
         */
        public Builder cachedExceptions(String... classNames) {
            return cachedExceptions(List.of(classNames));
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
                    near,
                    loadLease,
                    nullTtl,
                    ttlJitter,
                    refresh,
                    tagger,
                    create));
        }
    }
}
