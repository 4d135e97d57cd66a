package io.larder.cdi.internal.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class MicroProfileSettingsTest {

    private static Config config(Map<String, String> settings) {
        return (Config) Proxy.newProxyInstance(
                Config.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> method.getName().equals("getPropertyNames")
                        ? settings.keySet()
                        : Optional.ofNullable(settings.get((String) arguments[0])));
    }

    @Test
    void settings_ofLarder_areTaken() {
        Config config =
                config(Map.of("larder.redis", "redis://r:1", "larder.key-prefix", "shop", "other.setting", "x"));

        assertThat(MicroProfileSettings.of(config))
                .containsOnly(Map.entry("larder.redis", "redis://r:1"), Map.entry("larder.key-prefix", "shop"));
    }

    @Test
    void settings_withoutAnImplementation_areNone() {
        assertThat(MicroProfileSettings.read()).isEmpty();
    }
}
