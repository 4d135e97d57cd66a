package io.larder.cdi.internal.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.cdi.JCacheBuildCompatibleExtension;
import io.larder.cdi.JCacheExtension;
import io.larder.cdi.internal.Lacking;
import io.larder.cdi.internal.method.CachedMethods;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is a health check only where it can be loaded. */
class HealthChecksTest {

    private static final String MICROPROFILE_HEALTH = "org.eclipse.microprofile.health.";

    @Test
    void classNames_whereEverythingIsThere_areTheReadiness() {
        assertThat(HealthChecks.classNames()).containsExactly(LarderReadiness.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {MICROPROFILE_HEALTH, "io.larder.LarderCache"})
    void classNames_whereSomethingIsMissing_areNone(String missing) throws Exception {
        try (Lacking loader = new Lacking(missing)) {
            Class<?> checks = loader.loadClass(HealthChecks.class.getName());

            assertThat(checks.getMethod("classNames").invoke(null)).isEqualTo(List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                JCacheExtension.class,
                JCacheBuildCompatibleExtension.class,
                CachedMethods.class,
                HealthChecks.class
            })
    void whatContainersLoad_withoutMicroProfileHealth_isComplete(Class<?> type) throws Exception {
        try (Lacking loader = new Lacking(MICROPROFILE_HEALTH)) {
            Class<?> loaded = Class.forName(type.getName(), true, loader);

            assertThat(loaded).isNotSameAs(type);
            assertThat(loaded.getDeclaredMethods()).isNotEmpty();
            assertThat(loaded.getDeclaredFields()).isNotEmpty();
        }
    }
}
