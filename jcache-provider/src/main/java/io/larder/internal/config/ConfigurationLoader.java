package io.larder.internal.config;

import io.larder.ConnectionSettings;
import io.larder.LarderConfiguration;
import io.larder.internal.config.SettingSource.Rank;
import io.larder.internal.error.ConfigurationErrors;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the configuration of a cache manager from everything that has a say in it. Immutable and thread-safe. */
public final class ConfigurationLoader {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationLoader.class);

    private final Surroundings surroundings;

    /**
     * Creates a loader.
     *
     * @param surroundings system properties and environment
     */
    public ConfigurationLoader(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * Loads the configuration with the system properties and environment of this process.
     *
     * @param managerUri the manager's URI: a plain name, a YAML file, or an address of Redis
     * @param classLoader the manager's class loader
     * @param properties the properties the manager is asked for with; may carry a {@link LarderConfiguration}
     * @return a configuration that names a server
     * @throws javax.cache.CacheException if anything in it is refused, or no server is named
     */
    public static LarderConfiguration load(URI managerUri, ClassLoader classLoader, Properties properties) {
        return new ConfigurationLoader(Surroundings.ofThisProcess()).loadFor(managerUri, classLoader, properties);
    }

    /**
     * Loads the configuration; see {@link #load}.
     *
     * @param managerUri the manager's URI
     * @param classLoader the manager's class loader
     * @param properties the properties the manager is asked for with
     * @return a configuration that names a server
     * @throws javax.cache.CacheException if anything in it is refused, or no server is named
     */
    public LarderConfiguration loadFor(URI managerUri, ClassLoader classLoader, Properties properties) {
        ManagerUri uri = ManagerUri.read(managerUri);
        SettingSource ofProperties = above(KeyedText.inProperties(properties));
        SettingSource ofSystem = above(KeyedText.inSystemProperties(surroundings.systemProperties()));
        SettingSource ofEnvironment = above(KeyedText.inEnvironment(surroundings.environment()));
        LarderConfiguration.Builder builder = TypedConfiguration.in(properties, ofProperties.settings(), uri)
                .map(LarderConfiguration::toBuilder)
                .orElseGet(() -> {
                    List<SettingSource> namingFiles = List.of(ofEnvironment, ofSystem, ofProperties);
                    return inFileAndProperties(uri, findFile(uri, namingFiles, classLoader), ofProperties);
                });
        ofSystem.applyTo(builder);
        ofEnvironment.applyTo(builder);
        return checked(managerUri, builder.build(), List.of(ofSystem, ofEnvironment));
    }

    private LarderConfiguration.Builder inFileAndProperties(
            ManagerUri uri, Optional<FoundFile> file, SettingSource ofProperties) {
        LarderConfiguration.Builder builder = LarderConfiguration.builder();
        file.ifPresent(found -> readFile(found).applyTo(builder));
        uri.address().ifPresent(builder::redis);
        ofProperties.applyTo(builder);
        return builder;
    }

    /** The manager's URI names a file for this manager alone, so it wins over the key, and both over the default. */
    private static Optional<FoundFile> findFile(
            ManagerUri uri, List<SettingSource> highestFirst, ClassLoader classLoader) {
        FileFinder finder = new FileFinder(classLoader);
        Optional<FileName> named = uri.file()
                .or(() -> highestFirst.stream()
                        .flatMap(source -> source.find(ManagerKey.CONFIG).stream())
                        .findFirst()
                        .map(FileName::ofSetting));
        return named.isPresent() ? named.map(finder::find) : finder.findDefault();
    }

    private SettingSource readFile(FoundFile file) {
        LOG.debug("Reading {}", file.name());
        List<Setting> settings = YamlSettings.read(file, new Placeholders(surroundings));
        SettingSource source = new SettingSource(Rank.BELOW_CONFIGURATION_OBJECT, settings);
        source.find(ManagerKey.CONFIG).ifPresent(setting -> {
            throw ConfigurationErrors.misplacedKey(
                    setting.source(), setting.key().text(), "A file does not name another file");
        });
        return source;
    }

    private static SettingSource above(List<Setting> settings) {
        return new SettingSource(Rank.ABOVE_CONFIGURATION_OBJECT, settings);
    }

    private static LarderConfiguration checked(
            URI managerUri, LarderConfiguration configuration, List<SettingSource> overrides) {
        ConnectionSettings connection = configuration.connection();
        warnOfIgnored(ManagerKey.REDIS, Optional.of(connection), overrides);
        warnOfIgnored(ManagerKey.LOCKS_REDIS, configuration.locksConnection(), overrides);
        LOG.debug("Configuration of cache manager {}: {}", managerUri, configuration);
        return configuration;
    }

    private static void warnOfIgnored(
            ManagerKey key, Optional<ConnectionSettings> connection, List<SettingSource> overrides) {
        if (connection.flatMap(ConnectionSettings::client).isPresent()) {
            overrides.stream()
                    .flatMap(source -> source.find(key).stream())
                    .forEach(address -> LOG.warn(
                            "The address in {} is ignored: the application brings its own RedissonClient",
                            address.source()));
        }
    }
}
