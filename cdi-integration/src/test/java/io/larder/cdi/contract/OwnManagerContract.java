package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An application with a cache manager of its own, as a bean. */
@Tag("alone")
class OwnManagerContract {

    @ApplicationScoped
    static class Manager {

        @Produces
        @ApplicationScoped
        CacheManager manager() {
            return Caching.getCachingProvider().getCacheManager(URI.create("urn:own"), null);
        }

        void close(@Disposes CacheManager manager) {
            manager.close();
        }
    }

    @ApplicationScoped
    static class Products {

        @CacheResult(cacheName = "products")
        public String find(String id) {
            return id;
        }
    }

    @RegisterExtension
    final Application application = Application.of(Manager.class, Products.class);

    @Test
    void manager_thatIsABean_isTheDefaultOne() {
        application.get(Products.class).find("a");

        assertThat(Application.caches().getCacheNames()).isEmpty();
        assertThat(application.get(CacheManager.class).getCacheNames()).containsExactly("products");
    }
}
