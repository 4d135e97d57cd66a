package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.AlreadyRunningException;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Larder's own annotations by the build-compatible extension alone. */
@DisabledIfSystemProperty(
        named = "test.container",
        matches = "OpenWebBeans.*",
        disabledReason = "OpenWebBeans knows no build-compatible extensions")
class LarderBuildCompatibleContract {

    @ApplicationScoped
    static class Products {

        @Inject
        @SuppressWarnings("NullAway.Init")
        FencingToken token;

        private final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "products")
        @CacheTags("all:${id}")
        public String find(String id) {
            return id + '#' + calls.incrementAndGet();
        }

        @InvalidateTags(value = "all:${id}", caches = "products")
        public void change(String id) {}

        @Locked(key = "lock:${id}")
        public long locked(String id) {
            return token.value();
        }

        @Guarded(key = "guard:${id}")
        public void guarded(String id, Runnable work) {
            work.run();
        }
    }

    @ApplicationScoped
    static class Wrong {
        @Locked(key = "${name}")
        public void change(String id) {}
    }

    @RegisterExtension
    final BeforeEachCallback redis = Redis::empty;

    @AfterEach
    void close() {
        Application.caches().getCacheNames().forEach(Application.caches()::destroyCache);
    }

    @Test
    void annotatedMethods_areInterceptedOnce() throws Exception {
        try (SeContainer container = BuildCompatibleContract.start(Products.class)) {
            Products products = container.select(Products.class).get();

            assertThat(products.find("a")).isEqualTo("a#1");
            assertThat(products.find("a")).isEqualTo("a#1");
            products.change("a");
            assertThat(products.find("a")).isEqualTo("a#2");
            assertThat(products.locked("a")).isPositive();
            products.guarded(
                    "a",
                    () -> assertThatThrownBy(() -> products.guarded("a", () -> {}))
                            .isInstanceOf(AlreadyRunningException.class));
        }
    }

    @Test
    void wrongExpression_endsTheStart() {
        assertThatThrownBy(() -> BuildCompatibleContract.start(Wrong.class).close())
                .hasStackTraceContaining("LRD-615: ");
    }
}
