package io.larder.internal.config;

import io.larder.RedisAddress;
import io.larder.internal.error.ConfigurationErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What must hold among the settings of one source. */
final class SettingRules {

    private static final SettingKey ADDRESS = new SettingKey.OfManager(ManagerKey.REDIS);

    private SettingRules() {}

    /**
     * Checks the settings of one source.
     *
     * @throws javax.cache.CacheException if one is out of place, or two contradict each other
     */
    static void check(List<Setting> settings) {
        Map<SettingKey, Setting> byKey = new HashMap<>();
        Map<String, Setting> expiryBySection = new HashMap<>();
        Map<String, Setting> nearLimitBySection = new HashMap<>();
        for (Setting setting : settings) {
            refuseMisplaced(setting);
            refuseSecond(byKey.put(setting.key(), setting), setting, "A key stands only once in a source");
            setting.key()
                    .expirySection()
                    .ifPresent(section -> refuseSecond(
                            expiryBySection.put(section, setting),
                            setting,
                            "A section has at most one of expire-after-creation, expire-after-write,"
                                    + " expire-after-access, expire-after-touch and eternal"));
            setting.key()
                    .nearLimitSection()
                    .ifPresent(section -> refuseSecond(
                            nearLimitBySection.put(section, setting),
                            setting,
                            "A section limits the near cache by near-cache-maximum-size or by"
                                    + " near-cache-maximum-weight, not by both"));
        }
        refuseCredentialsTwice(byKey);
    }

    private static void refuseMisplaced(Setting setting) {
        setting.key().misplaced().ifPresent(rule -> {
            throw ConfigurationErrors.misplacedKey(
                    setting.source(), setting.key().text(), rule);
        });
    }

    private static void refuseSecond(@Nullable Setting first, Setting second, String rule) {
        if (first != null) {
            throw ConfigurationErrors.contradiction(
                    second.source(), first.key().text(), second.key().text(), rule);
        }
    }

    private static void refuseCredentialsTwice(Map<SettingKey, Setting> byKey) {
        Optional<Setting> address = Optional.ofNullable(byKey.get(ADDRESS)).filter(SettingRules::hasCredentials);
        Optional<Setting> alone = Optional.ofNullable(byKey.get(new SettingKey.OfManager(ManagerKey.PASSWORD)))
                .or(() -> Optional.ofNullable(byKey.get(new SettingKey.OfManager(ManagerKey.USERNAME))));
        if (address.isPresent()) {
            refuseSecond(
                    alone.orElse(null),
                    address.get(),
                    "Credentials stand in the address or in keys of their own, not in both");
        }
    }

    private static boolean hasCredentials(Setting address) {
        return address.read(value -> RedisAddress.parse(value.text()))
                .password()
                .isPresent();
    }
}
