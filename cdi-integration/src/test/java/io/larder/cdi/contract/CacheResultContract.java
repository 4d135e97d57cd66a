package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code @CacheResult}: values, nulls, keys, names, {@code skipGet}. */
class CacheResultContract {

    enum Size {
        SMALL,
        LARGE
    }

    @ApplicationScoped
    static class Products {

        private final AtomicInteger calls = Calls.counter();

        @CacheResult(cacheName = "products")
        public String find(String name) {
            return name + '#' + calls.incrementAndGet();
        }

        @CacheResult
        public String named(String id, int index, int[] more) {
            return id + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "marked")
        public String marked(@CacheKey String id, Object monitor, @CacheKey long version) {
            return id + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "arrays")
        public int arrays(String[][] names, byte[] bytes, Size size, @Nullable List<String> more) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "none")
        public int withoutParameters() {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "nothing")
        public @Nullable String nothing(String id) {
            calls.incrementAndGet();
            return null;
        }

        @CacheResult(cacheName = "products", skipGet = true)
        public String refresh(String name) {
            return "fresh " + name + '#' + calls.incrementAndGet();
        }

        public int calls() {
            return calls.get();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Products.class);

    private Products products() {
        return application.get(Products.class);
    }

    @Test
    void secondCall_sameArguments_isAnsweredByTheCache() {
        assertThat(products().find("apple")).isEqualTo("apple#1");
        assertThat(products().find("apple")).isEqualTo("apple#1");
        assertThat(products().find("pear")).isEqualTo("pear#2");
        assertThat(Application.sizeOf("products")).isEqualTo(2);
    }

    @Test
    void cache_thatExists_isUsedAsItIsConfigured() {
        var configured =
                Application.caches().createCache("products", new MutableConfiguration<>().setStatisticsEnabled(true));

        products().find("apple");

        assertThat(configured.iterator().next().getValue()).isEqualTo("apple#1");
    }

    @Test
    void cache_closedByTheApplication_isLookedUpAgain() {
        products().find("apple");
        Application.caches().destroyCache("products");

        assertThat(products().find("apple")).isEqualTo("apple#2");
        assertThat(products().find("apple")).isEqualTo("apple#2");
    }

    @Test
    void cacheWithoutName_isNamedByClassMethodAndParameters() {
        products().named("a", 1, new int[] {2});

        assertThat(Application.sizeOf(
                        "io.larder.cdi.contract.CacheResultContract$Products.named(java.lang.String,int,[I)"))
                .isEqualTo(1);
    }

    @Test
    void keyParameters_marked_areTheKeyAlone() {
        assertThat(products().marked("a", new Object(), 1)).isEqualTo("a#1");
        assertThat(products().marked("a", new Object(), 1)).isEqualTo("a#1");
        assertThat(products().marked("a", new Object(), 2)).isEqualTo("a#2");
    }

    @Test
    void keyParameters_arrays_areComparedByTheirElements() {
        assertThat(arrays("x", 1, Size.SMALL, null)).isEqualTo(1);
        assertThat(arrays("x", 1, Size.SMALL, null)).isEqualTo(1);
        assertThat(arrays("y", 1, Size.SMALL, null)).isEqualTo(2);
        assertThat(arrays("x", 2, Size.SMALL, null)).isEqualTo(3);
        assertThat(arrays("x", 1, Size.LARGE, null)).isEqualTo(4);
        assertThat(arrays("x", 1, Size.SMALL, List.of())).isEqualTo(5);
    }

    private int arrays(String name, int number, Size size, @Nullable List<String> more) {
        return products().arrays(new String[][] {{name}}, new byte[] {(byte) number}, size, more);
    }

    @Test
    void keyParameters_none_makeOneKey() {
        assertThat(products().withoutParameters()).isEqualTo(1);
        assertThat(products().withoutParameters()).isEqualTo(1);
    }

    @Test
    void result_null_isNotCached() {
        assertThat(products().nothing("a")).isNull();
        assertThat(products().nothing("a")).isNull();
        assertThat(products().calls()).isEqualTo(2);
    }

    @Test
    void skipGet_valueInCache_callsAndReplaces() {
        products().find("apple");

        assertThat(products().refresh("apple")).isEqualTo("fresh apple#2");
        assertThat(products().refresh("apple")).isEqualTo("fresh apple#3");
        assertThat(products().find("apple")).isEqualTo("fresh apple#3");
    }
}
