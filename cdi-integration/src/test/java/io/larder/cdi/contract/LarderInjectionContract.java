package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.Tagger;
import io.larder.cdi.BeanFactory;
import io.larder.cdi.annotation.CacheNamed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Larder's caches by name, and its taggers as beans. */
class LarderInjectionContract {

    @ApplicationScoped
    static class FirstLetter implements Tagger<String, String> {
        @Override
        public Set<String> tags(String key, String value) {
            return Set.of(value.substring(0, 1));
        }
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        @CacheNamed("products")
        @SuppressWarnings("NullAway.Init")
        LarderCache<String, String> products;

        public Set<String> tagged() {
            products.put("a", "apple", EntryOptions.none().withTags("fruit"));
            return products.tags("a");
        }
    }

    @RegisterExtension
    final Application application = Application.of(Shop.class, FirstLetter.class);

    @Test
    void cache_injected_canWhatLardersCan() {
        assertThat(application.get(Shop.class).tagged()).containsExactly("fruit");
    }

    @Test
    @SuppressWarnings("unchecked")
    void tagger_thatIsABean_tags() {
        LarderCache<String, String> cache = Application.caches()
                .createCache(
                        "tagged",
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .taggerFactory(BeanFactory.of(FirstLetter.class))
                                .build())
                .unwrap(LarderCache.class);
        cache.put("a", "apple");

        assertThat(cache.tags("a")).containsExactly("a");
    }
}
