package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Without Larder its own annotations end the deployment, and say what they need. */
@DisabledIfSystemProperty(named = "test.provider", matches = "Larder", disabledReason = "it is there")
class OtherProviderContract {

    @ApplicationScoped
    static class Tagged {
        @CacheResult
        @CacheTags("products")
        public String find(long id) {
            return "";
        }
    }

    @ApplicationScoped
    static class WithLock {
        @Locked(key = "a")
        public void change() {}
    }

    @Test
    void tags_withoutLarder_endTheDeployment() {
        assertThatThrownBy(() -> Application.startInVain(Tagged.class).close())
                .hasStackTraceContaining("LRD-612: ")
                .hasStackTraceContaining("@CacheTags")
                .hasStackTraceContaining("io.larder:jcache-provider");
    }

    @Test
    void lock_withoutLarder_endsTheDeployment() {
        assertThatThrownBy(() -> Application.startInVain(WithLock.class).close())
                .hasStackTraceContaining("LRD-612: ")
                .hasStackTraceContaining("@Locked");
    }
}
