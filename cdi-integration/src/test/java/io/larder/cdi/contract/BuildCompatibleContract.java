package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.JCacheBuildCompatibleExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Discovery;
import jakarta.enterprise.inject.build.compatible.spi.MetaAnnotations;
import jakarta.enterprise.inject.build.compatible.spi.Registration;
import jakarta.enterprise.inject.build.compatible.spi.ScannedClasses;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The build-compatible extension alone, as in a container of CDI Lite. */
@DisabledIfSystemProperty(
        named = "test.container",
        matches = "OpenWebBeans.*",
        disabledReason = "OpenWebBeans knows no build-compatible extensions")
class BuildCompatibleContract {

    /** The same without the annotation by which Weld, which takes portable extensions, would leave it out. */
    public static class Alone implements BuildCompatibleExtension {

        private final JCacheBuildCompatibleExtension extension = new JCacheBuildCompatibleExtension();

        @Discovery
        public void bind(MetaAnnotations annotations, ScannedClasses classes) {
            extension.bind(annotations, classes);
        }

        @Registration(types = Object.class)
        public void read(BeanInfo bean) {
            extension.read(bean);
        }

        @Synthesis
        public void register(SyntheticComponents components) {
            extension.register(components);
        }
    }

    @ApplicationScoped
    static class Products {

        private final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "products")
        public String find(String id) {
            return id + '#' + calls.incrementAndGet();
        }
    }

    @ApplicationScoped
    static class Wrong {
        @CacheResult
        public void find(String id) {}
    }

    @RegisterExtension
    final BeforeEachCallback redis = Redis::empty;

    /** Without discovery Weld has no extensions but those that are named. */
    static SeContainer start(Class<?>... beans) throws ReflectiveOperationException {
        SeContainerInitializer weld =
                SeContainerInitializer.newInstance().disableDiscovery().addBeanClasses(beans);
        weld.getClass() // CDI's own initializer takes portable extensions only
                .getMethod("addBuildCompatibleExtensions", Class[].class)
                .invoke(weld, (Object) new Class<?>[] {Alone.class});
        return weld.initialize();
    }

    @AfterEach
    void close() {
        Application.caches().getCacheNames().forEach(Application.caches()::destroyCache);
    }

    @Test
    void annotatedMethod_isIntercepted() throws Exception {
        try (SeContainer container = start(Products.class)) {
            Products products = container.select(Products.class).get();

            assertThat(products.find("a")).isEqualTo("a#1");
            assertThat(products.find("a")).isEqualTo("a#1");
            assertThat(products.find("b")).isEqualTo("b#2");
        }
    }

    @Test
    void wrongAnnotation_endsTheStart() {
        assertThatThrownBy(() -> start(Wrong.class).close()).hasStackTraceContaining("LRD-602: ");
    }
}
