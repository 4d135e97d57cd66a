package io.larder.internal.config;

import io.larder.LarderConfiguration;
import java.net.URI;
import java.util.Properties;

/** Loads the configuration of a cache manager from everything that has a say in it. Immutable and thread-safe. */
public final class ConfigurationLoader {

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
     */
    public LarderConfiguration loadFor(URI managerUri, ClassLoader classLoader, Properties properties) {
        LarderConfiguration.Builder builder =
                properties.get(LarderConfiguration.PROPERTY) instanceof LarderConfiguration typed
                        ? typed.toBuilder()
                        : LarderConfiguration.builder();
        surroundings.variable("LARDER_REDIS").ifPresent(builder::redis);
        LarderConfiguration configuration = builder.build();
        configuration.connection();
        return configuration;
    }
}
