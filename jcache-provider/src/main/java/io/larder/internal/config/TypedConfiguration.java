package io.larder.internal.config;

import io.larder.LarderConfiguration;
import io.larder.internal.error.ConfigurationErrors;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** The {@link LarderConfiguration} that properties may carry. */
final class TypedConfiguration {

    private TypedConfiguration() {}

    /**
     * Returns the configuration that the properties carry, if they do.
     *
     * @param properties the properties the manager is asked for with
     * @param besides the settings in the same properties
     * @param uri what the manager's URI says
     * @throws javax.cache.CacheException if there is another source that it would silence
     */
    static Optional<LarderConfiguration> in(Properties properties, List<Setting> besides, ManagerUri uri) {
        Object carried = properties.get(LarderConfiguration.PROPERTY);
        if (carried == null) {
            return Optional.empty();
        }
        if (carried instanceof LarderConfiguration configuration) {
            refuseOthers(besides, uri);
            return Optional.of(configuration);
        }
        throw ConfigurationErrors.badValue(
                "the Properties argument",
                LarderConfiguration.PROPERTY,
                "must be a LarderConfiguration of the same class loader as the provider");
    }

    private static void refuseOthers(List<Setting> besides, ManagerUri uri) {
        if (!besides.isEmpty()) {
            throw ConfigurationErrors.typedConfigurationNotAlone(
                    "the key " + besides.get(0).key().text());
        }
        if (uri.file().isPresent()) {
            throw ConfigurationErrors.typedConfigurationNotAlone("a manager URI that names a file");
        }
        if (uri.address().isPresent()) {
            throw ConfigurationErrors.typedConfigurationNotAlone("a manager URI that names a server");
        }
    }
}
