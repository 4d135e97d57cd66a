package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Settings of managers and caches in MicroProfile Config, where the server has that, and not where it has not. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ConfigIT {

    private static final String API = "org.eclipse.microprofile.config.ConfigProvider";
    private static final String WITHOUT = "tomee.*";
    private static final PlacedApplication APPLICATION = new PlacedApplication("configured");

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return PlacedApplication.probe();
    }

    @Deployment(name = "configured", testable = false)
    static WebArchive configured() {
        String settings = "larder.key-prefix=by-config\nlarder.caches.articles.statistics=true\n";
        return APPLICATION
                .warWithLarder("larder: {key-prefix: by-file}")
                .addAsResource(new StringAsset(settings), "META-INF/microprofile-config.properties");
    }

    @Test
    @DisabledIfSystemProperty(
            named = "test.server",
            matches = WITHOUT,
            disabledReason = "TomEE's webprofile has no MicroProfile Config")
    void settings_inMicroProfileConfig_winOverTheFile() {
        assertThat(APPLICATION.found("configured")).isEqualTo("Article[name=configured, calls=1]");

        assertThat(APPLICATION.sees(API)).isTrue();
        assertThat(ServerRun.redis().keys())
                .anyMatch(key -> key.startsWith("by-config"))
                .noneMatch(key -> key.startsWith("by-file"));
        assertThat(PlacedApplication.left().get("mbeans"))
                .contains("type=CacheStatistics,CacheManager=larder,Cache=articles");
    }

    @Test
    @EnabledIfSystemProperty(
            named = "test.server",
            matches = WITHOUT,
            disabledReason = "This server has MicroProfile Config")
    void settings_withoutMicroProfileConfig_areThoseOfTheFile() {
        assertThat(APPLICATION.found("configured")).isEqualTo("Article[name=configured, calls=1]");

        assertThat(APPLICATION.sees(API)).isFalse();
        assertThat(ServerRun.redis().keys())
                .anyMatch(key -> key.startsWith("by-file"))
                .noneMatch(key -> key.startsWith("by-config"));
    }
}
