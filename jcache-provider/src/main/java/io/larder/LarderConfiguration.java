package io.larder;

import io.larder.internal.error.ConfigurationErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * The configuration of a cache manager and of the caches it will have. Immutable and thread-safe.
 *
 * <pre>{@code
 * LarderConfiguration configuration = LarderConfiguration.builder()
 *         .redis("redis://cache.internal:6379")
 *         .keyPrefix("shop")
 *         .defaults(c -> c.expireAfterWrite(Duration.ofMinutes(10)))
 *         .caches("orders.*", c -> c.statistics(true))
 *         .build();
 * CacheManager manager = Caching.getCachingProvider()
 *         .getCacheManager(uri, classLoader, configuration.toProperties());
 * }</pre>
 *
 * <p>The settings of a cache come from the sections that name it, the most specific last: the defaults, then the
 * patterns that match its name, then the section with exactly its name. Of two patterns the one with more characters
 * besides its stars is more specific; of two with equally many the one that comes later in the order of characters.
 */
public final class LarderConfiguration {

    /** The name of the property that carries a configuration in {@link java.util.Properties}. */
    public static final String PROPERTY = "io.larder.LarderConfiguration";

    /** Stands where the application's own client knows the address. */
    private static final RedisAddress KNOWN_TO_CLIENT = new RedisAddress(
            RedisAddress.Topology.STANDALONE,
            false,
            List.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private final Values values;

    private LarderConfiguration(Values values) {
        this.values = values;
    }

    /** {@return a builder in which nothing is set} */
    public static Builder builder() {
        return new Builder();
    }

    /** {@return a builder that begins with this configuration} */
    public Builder toBuilder() {
        return new Builder(values);
    }

    /**
     * Tells whether an address or a client is set, so that {@link #connection()} has an answer.
     *
     * @return whether there is one
     */
    public boolean namesServer() {
        return values.address.isPresent() || values.client.isPresent();
    }

    /**
     * {@return how to reach Redis}
     *
     * @throws javax.cache.CacheException if neither an address nor a client is set
     */
    public ConnectionSettings connection() {
        if (!namesServer()) {
            throw ConfigurationErrors.noServer();
        }
        return connection(values.address.map(this::withCredentials).orElse(KNOWN_TO_CLIENT), values.client);
    }

    /**
     * {@return how to reach the Redis that has the locks, if it is not that of the entries} Credentials are those of its
     * address; where it has none, those set for the entries' address by {@link Builder#username} and {@link
     * Builder#password}.
     */
    public Optional<ConnectionSettings> locksConnection() {
        if (values.locksClient.isEmpty() && values.locksAddress.isEmpty()) {
            return Optional.empty();
        }
        RedisAddress address = values.locksAddress
                .map(own -> own.password().isPresent() ? own : withCredentials(own))
                .orElse(KNOWN_TO_CLIENT);
        return Optional.of(connection(address, values.locksClient));
    }

    private ConnectionSettings connection(RedisAddress address, Optional<RedissonClient> client) {
        return new ConnectionSettings(
                address,
                client,
                values.keyPrefix,
                values.timeout,
                values.connectTimeout,
                values.readFrom,
                values.trustStore,
                values.trustStorePassword,
                values.verifyHostname);
    }

    private RedisAddress withCredentials(RedisAddress address) {
        return new RedisAddress(
                address.topology(),
                address.tls(),
                address.nodes(),
                address.database(),
                address.masterName(),
                values.username.or(address::username),
                values.password.or(address::password));
    }

    /**
     * {@return the settings of a cache that comes with no configuration object of its own}
     *
     * @param cacheName the cache's name
     */
    public CacheSettings cacheSettings(String cacheName) {
        return cacheSettings(cacheName, CacheSettings.defaults());
    }

    /**
     * {@return the settings of a cache that is created with a configuration object: what the object sets stands above the
     * defaults, all patterns, and the section of this name in a configuration file, and below the section of this name in
     * all other sources}
     *
     * @param cacheName the cache's name
     * @param ofConfigurationObject what the object sets, see {@link CacheSettings#of}
     */
    public CacheSettings cacheSettings(String cacheName, CacheSettings ofConfigurationObject) {
        CacheSettings settings = values.defaults;
        for (Map.Entry<String, CacheSettings> pattern : values.patterns.entrySet()) {
            if (CacheNamePattern.matches(pattern.getKey(), cacheName)) {
                settings = settings.overlay(pattern.getValue());
            }
        }
        return settings.overlay(section(values.fileSections, cacheName))
                .overlay(ofConfigurationObject)
                .overlay(section(values.sections, cacheName));
    }

    private static CacheSettings section(Map<String, CacheSettings> sections, String cacheName) {
        return sections.getOrDefault(cacheName, CacheSettings.defaults());
    }

    /** {@return what makes the threads that run code of the application, if it is not the JVM} */
    public Optional<ThreadFactory> threadFactory() {
        return values.threadFactory;
    }

    /** {@return the names of the caches that the manager creates by itself when it opens, in alphabetical order} */
    public Set<String> predefinedCaches() {
        Map<String, CacheSettings> all = new TreeMap<>(values.fileSections);
        values.sections.forEach((name, settings) -> all.merge(name, settings, CacheSettings::overlay));
        return all.entrySet().stream()
                .filter(section -> section.getValue().create())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * {@return properties that carry this configuration, for {@code CachingProvider.getCacheManager(uri, loader,
     * properties)}} They carry the object itself, so they cannot be stored or serialized.
     */
    public Properties toProperties() {
        Properties properties = new Properties();
        properties.put(PROPERTY, this);
        return properties;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LarderConfiguration configuration && values.equals(configuration.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Returns the configuration without credentials. */
    @Override
    public String toString() {
        return "LarderConfiguration[" + (namesServer() ? connection() : "no server")
                + locksConnection().map(locks -> ", locks=" + locks).orElse("") + ", defaults=" + values.defaults
                + ", patterns=" + values.patterns + ", file sections=" + values.fileSections + ", sections="
                + values.sections + "]";
    }

    /** What is set, and the defaults of what must have a value. */
    private record Values(
            Optional<RedisAddress> address,
            Optional<RedissonClient> client,
            Optional<RedisAddress> locksAddress,
            Optional<RedissonClient> locksClient,
            Optional<String> username,
            Optional<String> password,
            String keyPrefix,
            Duration timeout,
            Duration connectTimeout,
            ReadFrom readFrom,
            Optional<Path> trustStore,
            Optional<String> trustStorePassword,
            boolean verifyHostname,
            Optional<ThreadFactory> threadFactory,
            CacheSettings defaults,
            SortedMap<String, CacheSettings> patterns,
            SortedMap<String, CacheSettings> fileSections,
            SortedMap<String, CacheSettings> sections) {}

    /** Builds a {@link LarderConfiguration}. Not thread-safe. Each method refuses what is out of bounds at once. */
    public static final class Builder {

        private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

        private Optional<RedisAddress> address = Optional.empty();
        private Optional<RedissonClient> client = Optional.empty();
        private Optional<RedisAddress> locksAddress = Optional.empty();
        private Optional<RedissonClient> locksClient = Optional.empty();
        private Optional<String> username = Optional.empty();
        private Optional<String> password = Optional.empty();
        private String keyPrefix = "larder";
        private Duration timeout = Duration.ofSeconds(3);
        private Duration connectTimeout = Duration.ofSeconds(5);
        private ReadFrom readFrom = ReadFrom.MASTER;
        private Optional<Path> trustStore = Optional.empty();
        private Optional<String> trustStorePassword = Optional.empty();
        private boolean verifyHostname = true;
        private Optional<ThreadFactory> threadFactory = Optional.empty();
        private CacheSettings defaults = CacheSettings.defaults();
        private final SortedMap<String, CacheSettings> patterns = new TreeMap<>(CacheNamePattern.LEAST_SPECIFIC_FIRST);
        private final SortedMap<String, CacheSettings> fileSections = new TreeMap<>();
        private final SortedMap<String, CacheSettings> sections = new TreeMap<>();

        private Builder() {}

        private Builder(Values values) {
            address = values.address;
            client = values.client;
            locksAddress = values.locksAddress;
            locksClient = values.locksClient;
            username = values.username;
            password = values.password;
            keyPrefix = values.keyPrefix;
            timeout = values.timeout;
            connectTimeout = values.connectTimeout;
            readFrom = values.readFrom;
            trustStore = values.trustStore;
            trustStorePassword = values.trustStorePassword;
            verifyHostname = values.verifyHostname;
            threadFactory = values.threadFactory;
            defaults = values.defaults;
            patterns.putAll(values.patterns);
            fileSections.putAll(values.fileSections);
            sections.putAll(values.sections);
        }

        /**
         * Sets where Redis is.
         *
         * @param text an address as {@link RedisAddress#parse} reads it
         * @return this builder
         * @throws javax.cache.CacheException if it is malformed
         */
        public Builder redis(String text) {
            return redis(RedisAddress.parse(text));
        }

        /**
         * Sets where Redis is. Credentials in the address replace those set before.
         *
         * @param newAddress the address
         * @return this builder
         */
        public Builder redis(RedisAddress newAddress) {
            this.address = Optional.of(newAddress);
            if (newAddress.password().isPresent()) {
                this.username = Optional.empty();
                this.password = Optional.empty();
            }
            return this;
        }

        /**
         * Sets a client to use instead of one of Larder's own. Larder never closes it, and an address, credentials,
         * timeouts and TLS settings have no effect beside it.
         *
         * @param applicationsClient the client, open as long as the cache manager is
         * @return this builder
         */
        public Builder redissonClient(RedissonClient applicationsClient) {
            this.client = Optional.of(applicationsClient);
            return this;
        }

        /**
         * Sets where locks and guards are, if not beside the entries: another database, or a server that evicts nothing.
         *
         * @param text an address as {@link RedisAddress#parse} reads it
         * @return this builder
         * @throws javax.cache.CacheException if it is malformed
         */
        public Builder locksRedis(String text) {
            this.locksAddress = Optional.of(RedisAddress.parse(text));
            return this;
        }

        /**
         * Sets a client to use for locks and guards, instead of an address for them. Larder never closes it.
         *
         * @param applicationsClient the client, open as long as the cache manager is
         * @return this builder
         */
        public Builder locksClient(RedissonClient applicationsClient) {
            this.locksClient = Optional.of(applicationsClient);
            return this;
        }

        /**
         * Sets the ACL user, in place of one in the address.
         *
         * @param name the user's name, not empty
         * @return this builder
         * @throws javax.cache.CacheException if it is empty
         */
        public Builder username(String name) {
            this.username = Optional.of(SettingRules.notEmpty("username", name));
            return this;
        }

        /**
         * Sets the password, in place of one in the address.
         *
         * @param secret the password, not empty
         * @return this builder
         * @throws javax.cache.CacheException if it is empty
         */
        public Builder password(String secret) {
            this.password = Optional.of(SettingRules.notEmpty("password", secret));
            return this;
        }

        /**
         * Sets what every key of Larder in Redis begins with; {@code larder} by default.
         *
         * @param prefix 1 to 64 letters, digits, dots, colons, underscores and hyphens
         * @return this builder
         * @throws javax.cache.CacheException if it has other characters
         */
        public Builder keyPrefix(String prefix) {
            this.keyPrefix = SettingRules.keyPrefix(prefix);
            return this;
        }

        /**
         * Sets how long to wait for the answer to one command; 3 seconds by default.
         *
         * @param longest one millisecond to one hour
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder timeout(Duration longest) {
            this.timeout = SettingRules.upTo("timeout", LONGEST_TIMEOUT, "one hour", longest);
            return this;
        }

        /**
         * Sets how long to wait for a connection; 5 seconds by default.
         *
         * @param longest one millisecond to one hour
         * @return this builder
         * @throws javax.cache.CacheException if it is out of bounds
         */
        public Builder connectTimeout(Duration longest) {
            this.connectTimeout = SettingRules.upTo("connect-timeout", LONGEST_TIMEOUT, "one hour", longest);
            return this;
        }

        /**
         * Sets which servers answer reads; the master by default.
         *
         * @param servers which of them
         * @return this builder
         */
        public Builder readFrom(ReadFrom servers) {
            this.readFrom = Objects.requireNonNull(servers, "servers");
            return this;
        }

        /**
         * Sets the certificates to trust with TLS, instead of the JVM's own.
         *
         * @param file a PKCS #12 or JKS file that can be read
         * @return this builder
         * @throws javax.cache.CacheException if there is no such file
         */
        public Builder trustStore(Path file) {
            this.trustStore = Optional.of(SettingRules.readable("tls.trust-store", file));
            return this;
        }

        /**
         * Sets the trust store's password.
         *
         * @param secret the password, not empty
         * @return this builder
         */
        public Builder trustStorePassword(String secret) {
            this.trustStorePassword = Optional.of(secret);
            return this;
        }

        /**
         * Sets whether the server's certificate must name its host, with TLS; it must by default.
         *
         * @param enabled whether it must
         * @return this builder
         */
        public Builder verifyHostname(boolean enabled) {
            this.verifyHostname = enabled;
            return this;
        }

        /**
         * Sets what makes the threads that run code of the application: its listeners, loaders and whatever else is called
         * behind the callers' backs. A server's {@code ManagedThreadFactory}, for instance; without one they are threads
         * of the JVM. Larder ends those threads when the manager closes, and leaves the factory as it is.
         *
         * @param factory makes a thread whenever it is asked, in whatever thread it is asked
         * @return this builder
         */
        public Builder threadFactory(ThreadFactory factory) {
            this.threadFactory = Optional.of(factory);
            return this;
        }

        /**
         * Changes the settings of all caches.
         *
         * @param changes called at once with a builder that has the settings so far
         * @return this builder
         * @throws javax.cache.CacheException if a setting is out of bounds, or {@code create} is among them
         */
        public Builder defaults(Consumer<? super CacheSettings.Builder> changes) {
            CacheSettings changed = changed(defaults, changes);
            SettingRules.createsNothing("defaults", changed);
            this.defaults = changed;
            return this;
        }

        /**
         * Changes the settings of one cache, or of all caches whose names match a pattern.
         *
         * @param nameOrPattern the cache's name; with a star, which stands for any characters, a pattern
         * @param changes called at once with a builder that has this section's settings so far
         * @return this builder
         * @throws javax.cache.CacheException if a setting is out of bounds, or {@code create} is set for a pattern
         */
        public Builder caches(String nameOrPattern, Consumer<? super CacheSettings.Builder> changes) {
            if (CacheNamePattern.isPattern(nameOrPattern)) {
                CacheSettings changed = section(patterns, nameOrPattern, changes);
                SettingRules.createsNothing("a pattern", changed);
                patterns.put(nameOrPattern, changed);
            } else {
                sections.put(nameOrPattern, section(sections, nameOrPattern, changes));
            }
            return this;
        }

        /**
         * Like {@link #caches}, but where the name is no pattern, a configuration object that the cache is created with
         * stands above these settings: the place of a configuration file.
         *
         * @param nameOrPattern the cache's name; with a star, a pattern
         * @param changes called at once with a builder that has this section's settings so far
         * @return this builder
         * @throws javax.cache.CacheException if a setting is out of bounds, or {@code create} is set for a pattern
         */
        public Builder cachesUnlessCreatedOtherwise(
                String nameOrPattern, Consumer<? super CacheSettings.Builder> changes) {
            if (CacheNamePattern.isPattern(nameOrPattern)) {
                return caches(nameOrPattern, changes);
            }
            fileSections.put(nameOrPattern, section(fileSections, nameOrPattern, changes));
            return this;
        }

        private static CacheSettings section(
                SortedMap<String, CacheSettings> all, String name, Consumer<? super CacheSettings.Builder> changes) {
            return changed(all.getOrDefault(name, CacheSettings.defaults()), changes);
        }

        private static CacheSettings changed(CacheSettings before, Consumer<? super CacheSettings.Builder> changes) {
            CacheSettings.Builder builder = before.toBuilder();
            changes.accept(builder);
            return builder.build();
        }

        /** {@return the configuration} */
        public LarderConfiguration build() {
            return new LarderConfiguration(new Values(
                    address,
                    client,
                    locksAddress,
                    locksClient,
                    username,
                    password,
                    keyPrefix,
                    timeout,
                    connectTimeout,
                    readFrom,
                    trustStore,
                    trustStorePassword,
                    verifyHostname,
                    threadFactory,
                    defaults,
                    copy(patterns),
                    copy(fileSections),
                    copy(sections)));
        }

        /** Keeps the order: a sorted map takes its comparator along. */
        private static SortedMap<String, CacheSettings> copy(SortedMap<String, CacheSettings> original) {
            return Collections.unmodifiableSortedMap(new TreeMap<>(original));
        }
    }
}
