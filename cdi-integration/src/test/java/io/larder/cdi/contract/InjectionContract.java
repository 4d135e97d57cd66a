package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.cdi.BeanFactory;
import io.larder.cdi.annotation.CacheNamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Caches by name, the manager, and beans in the service of caches. */
class InjectionContract {

    @ApplicationScoped
    static class Prefix {
        public String of(String key) {
            return "loaded " + key;
        }
    }

    @ApplicationScoped
    static class Loader implements CacheLoader<String, String> {

        @Inject
        @SuppressWarnings("NullAway.Init")
        Prefix prefix;

        @Override
        public String load(String key) {
            return prefix.of(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> all = new LinkedHashMap<>();
            keys.forEach(key -> all.put(key, load(key)));
            return all;
        }
    }

    /** Made for each test, because its caches are not there after one. */
    @Dependent
    static class Shop {

        @Inject
        @CacheNamed("products")
        @SuppressWarnings("NullAway.Init")
        Cache<String, Integer> products;

        @Inject
        @SuppressWarnings("NullAway.Init")
        CacheManager manager;

        private final Cache<Long, String> names;

        /** For the container's proxy. */
        @SuppressWarnings("NullAway")
        Shop() {
            this.names = null;
        }

        @Inject
        Shop(@CacheNamed("names") Cache<Long, String> names) {
            this.names = names;
        }

        public void fill() {
            products.put("apple", 1);
            names.put(1L, "apple");
        }

        public boolean hasTheDefaultManager() {
            return manager == Application.caches() && products.getCacheManager() == manager;
        }

        @CacheResult(cacheName = "results")
        public String result(String id) {
            return id;
        }
    }

    @RegisterExtension
    final Application application = Application.of(Shop.class, Loader.class, Prefix.class);

    @Test
    void caches_named_areInjected() {
        Shop shop = application.get(Shop.class);

        shop.fill();

        assertThat(Application.cache("products").get("apple")).isEqualTo(1);
        assertThat(Application.cache("names").get(1L)).isEqualTo("apple");
    }

    @Test
    void manager_withoutABeanOfTheApplication_isTheProviders() {
        assertThat(application.get(Shop.class).hasTheDefaultManager()).isTrue();
        assertThat(application.get(Shop.class).result("a")).isEqualTo("a");
    }

    @Test
    void loader_thatIsABean_hasWhatIsInjectedIntoIt() {
        Cache<String, String> cache = Application.caches()
                .createCache(
                        "loading",
                        new MutableConfiguration<String, String>()
                                .setReadThrough(true)
                                .setCacheLoaderFactory(BeanFactory.of(Loader.class)));

        assertThat(cache.get("a")).isEqualTo("loaded a");
    }

    @Test
    void factory_ofNoBean_isRefused() {
        assertThatThrownBy(() -> BeanFactory.of(Thread.class).create())
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-623: ");
    }
}
