package io.larder.internal.config;

import io.larder.LarderConfiguration;
import java.util.List;
import java.util.Optional;

/**
 * All settings of one source: the file, the properties of one kind, or the environment. Immutable.
 *
 * @param rank how it stands to a configuration object
 * @param settings its settings
 */
record SettingSource(Rank rank, List<Setting> settings) {

    /** Whether a cache's own configuration object stands above or below the source's section of the same name. */
    enum Rank {
        BELOW_CONFIGURATION_OBJECT,
        ABOVE_CONFIGURATION_OBJECT
    }

    SettingSource {
        settings = List.copyOf(settings);
    }

    Optional<Setting> find(ManagerKey key) {
        SettingKey wanted = new SettingKey.OfManager(key);
        return settings.stream().filter(setting -> setting.key().equals(wanted)).findFirst();
    }

    /**
     * Lays this source's settings over what the builder has.
     *
     * @throws javax.cache.CacheException if one is refused, or two contradict each other
     */
    void applyTo(LarderConfiguration.Builder builder) {
        SettingRules.check(settings);
        settings.forEach(setting -> setting.read(value -> setting.key().apply(builder, rank, value)));
    }
}
