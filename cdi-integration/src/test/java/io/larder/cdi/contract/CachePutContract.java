package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code @CachePut}: values, keys, before and after, exceptions. */
class CachePutContract {

    @ApplicationScoped
    static class Products {

        @CacheResult(cacheName = "products")
        public String find(String id) {
            return "none";
        }

        @CachePut(cacheName = "products")
        public void put(String id, @CacheValue @Nullable String value) {
            assertThat(Application.caches().getCache("products"))
                    .as("untouched before the method is called")
                    .isNull();
        }

        @CachePut(cacheName = "products")
        public void putMarked(Object other, @CacheKey String id, @CacheKey @CacheValue String value) {}

        @CachePut(cacheName = "products", afterInvocation = false)
        public void putBefore(String id, @CacheValue String value) throws IOException {
            throw new IOException(id);
        }

        @CachePut(cacheName = "products")
        public void fail(String id, @CacheValue String value) throws IOException {
            throw new IOException(id);
        }

        @CachePut(cacheName = "products", cacheFor = IOException.class)
        public void putFor(String id, @CacheValue String value) throws IOException {
            throw new FileNotFoundException(id);
        }

        @CachePut(cacheName = "products", cacheFor = FileNotFoundException.class)
        public void putForOther(String id, @CacheValue String value) throws IOException {
            throw new IOException(id);
        }

        @CachePut(cacheName = "products", noCacheFor = IOException.class)
        public void putNotFor(String id, @CacheValue String value) throws IOException {
            throw new IOException(id);
        }

        @CachePut(cacheName = "products", noCacheFor = FileNotFoundException.class)
        public void putNotForOther(String id, @CacheValue String value) throws IOException {
            throw new IOException(id);
        }

        @CachePut(cacheName = "products", cacheFor = IOException.class, noCacheFor = FileNotFoundException.class)
        public void putForButNotFor(String id, @CacheValue String value) throws IOException {
            throw new FileNotFoundException(id);
        }
    }

    @RegisterExtension
    final Application application = Application.of(Products.class);

    private Products products() {
        return application.get(Products.class);
    }

    @Test
    void value_put_isFoundByTheOtherParameters() {
        products().put("a", "apple");

        assertThat(products().find("a")).isEqualTo("apple");
    }

    @Test
    void value_keysMarked_isNeverPartOfTheKey() {
        products().putMarked(new Object(), "a", "apple");

        assertThat(products().find("a")).isEqualTo("apple");
    }

    @Test
    void value_null_isRefusedByTheCache() {
        assertThatNullPointerException().isThrownBy(() -> products().put("a", null));
    }

    @Test
    void put_beforeInvocation_isMadeWhateverHappens() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putBefore("a", "apple"));

        assertThat(products().find("a")).isEqualTo("apple");
    }

    @Test
    void put_exceptionAndNothingSaid_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().fail("a", "apple"));

        assertThat(products().find("a")).isEqualTo("none");
    }

    @Test
    void put_exceptionIncluded_isMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putFor("a", "apple"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putForOther("b", "banana"));

        assertThat(products().find("a")).isEqualTo("apple");
        assertThat(products().find("b")).isEqualTo("none");
    }

    @Test
    void put_exceptionExcluded_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putNotFor("a", "apple"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putNotForOther("b", "banana"));

        assertThat(products().find("a")).isEqualTo("none");
        assertThat(products().find("b")).isEqualTo("banana");
    }

    @Test
    void put_exceptionIncludedAndExcluded_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().putForButNotFor("a", "apple"));

        assertThat(products().find("a")).isEqualTo("none");
    }
}
