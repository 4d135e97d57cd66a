package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings in properties and environment variables. */
final class KeyedText {

    private static final Logger LOG = LoggerFactory.getLogger(KeyedText.class);
    private static final String VARIABLE_PREFIX = "LARDER_";

    private KeyedText() {}

    /** Returns the settings in the properties that a manager is asked for with. */
    static List<Setting> inProperties(Properties properties) {
        List<Setting> settings = new ArrayList<>();
        for (String name : names(properties)) {
            String source = "the Properties argument";
            settings.add(Setting.of(name, List.of(text(properties, name, source)), source));
        }
        return settings;
    }

    /** Names of strings come from the defaults of the properties too, names of other objects do not. */
    private static Set<String> names(Properties properties) {
        Set<String> names = new TreeSet<>(properties.stringPropertyNames());
        properties.keySet().stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .forEach(names::add);
        names.removeIf(name -> !name.startsWith(SettingKey.ROOT));
        return names;
    }

    private static String text(Properties properties, String name, String source) {
        Object value = properties.get(name);
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = properties.getProperty(name);
        if (text == null) {
            throw ConfigurationErrors.badValue(source, name, "must be a text, a number, true or false");
        }
        return text;
    }

    /** Returns the settings in the system properties. */
    static List<Setting> inSystemProperties(Map<String, String> systemProperties) {
        return systemProperties.entrySet().stream()
                .filter(property -> property.getKey().startsWith(SettingKey.ROOT))
                .sorted(Map.Entry.comparingByKey())
                .map(property -> Setting.of(property.getKey(), List.of(property.getValue()), "the system properties"))
                .toList();
    }

    /**
     * Returns the settings in the environment. Unknown variables are no error there: platforms add some on their own,
     * such as {@code LARDER_SERVICE_HOST} in Kubernetes for a service with the name of larder.
     */
    static List<Setting> inEnvironment(Map<String, String> environment) {
        environment.keySet().forEach(KeyedText::warnOfMisspelling);
        return keys().filter(key -> !environment.getOrDefault(variable(key), "").isEmpty())
                .map(key -> Setting.of(
                        key,
                        List.of(environment.getOrDefault(variable(key), "")),
                        "environment variable " + variable(key)))
                .toList();
    }

    private static void warnOfMisspelling(String name) {
        if (name.startsWith(VARIABLE_PREFIX)
                && keys().noneMatch(key -> variable(key).equals(name))) {
            NearestKey.to(name, keys().map(KeyedText::variable))
                    .ifPresent(known -> LOG.warn("Environment variable {} is ignored; was {} meant?", name, known));
        }
    }

    private static Stream<String> keys() {
        return Stream.concat(
                Arrays.stream(ManagerKey.values()).map(key -> SettingKey.ROOT + key.suffix()),
                Arrays.stream(CacheKey.values())
                        .filter(key -> key != CacheKey.CREATE)
                        .map(key -> SettingKey.DEFAULTS + key.suffix()));
    }

    /** Returns the environment variable that stands for a key. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
