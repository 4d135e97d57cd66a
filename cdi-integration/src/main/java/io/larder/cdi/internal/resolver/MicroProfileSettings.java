package io.larder.cdi.internal.resolver;

import java.util.Properties;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Larder's settings where MicroProfile Config has them. Not loaded where that is not there. */
final class MicroProfileSettings {

    private static final String PREFIX = "larder.";

    private MicroProfileSettings() {}

    /** Returns what the configuration of the thread's application says; nothing where there is no implementation. */
    static Properties read() {
        try {
            return of(ConfigProvider.getConfig());
        } catch (IllegalStateException e) { // as the API says where there is nothing but the API
            return new Properties();
        }
    }

    /** Returns what a configuration says. */
    static Properties of(Config config) {
        Properties settings = new Properties();
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> settings.setProperty(name, value));
            }
        }
        return settings;
    }
}
