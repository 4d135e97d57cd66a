package io.larder.cdi.internal.resolver;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigBuilder;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicroProfileSettingsTest {

    /** An implementation that has some settings. */
    private static final class Resolver extends ConfigProviderResolver {

        private final Config config;

        Resolver(Map<String, String> settings) {
            this.config = (Config) Proxy.newProxyInstance(
                    Config.class.getClassLoader(),
                    new Class<?>[] {Config.class},
                    (proxy, method, arguments) -> method.getName().equals("getPropertyNames")
                            ? settings.keySet()
                            : Optional.ofNullable(settings.get((String) arguments[0])));
        }

        @Override
        public Config getConfig() {
            return config;
        }

        @Override
        public Config getConfig(ClassLoader loader) {
            return config;
        }

        @Override
        public ConfigBuilder getBuilder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void registerConfig(Config added, ClassLoader loader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void releaseConfig(Config removed) {
            throw new UnsupportedOperationException();
        }
    }

    @SuppressWarnings("NullAway") // the API takes null for none
    private static void use(@Nullable ConfigProviderResolver resolver) {
        ConfigProviderResolver.setInstance(resolver);
    }

    @AfterEach
    void useNone() {
        use(null);
    }

    @Test
    void settings_ofLarder_areTaken() {
        use(new Resolver(Map.of("larder.redis", "redis://r:1", "larder.key-prefix", "shop", "other.setting", "x")));

        assertThat(MicroProfileSettings.read())
                .containsOnly(Map.entry("larder.redis", "redis://r:1"), Map.entry("larder.key-prefix", "shop"));
    }

    @Test
    void settings_withoutAnImplementation_areNone() {
        assertThat(MicroProfileSettings.read()).isEmpty();
    }
}
