package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code @CacheRemove} and {@code @CacheRemoveAll}: before and after, exceptions. */
class CacheRemoveContract {

    @ApplicationScoped
    @CacheDefaults(cacheName = "products")
    static class Products {

        @CacheResult
        public String find(String id) {
            return id;
        }

        @CacheRemove
        public void remove(Object other, @CacheKey String id) {}

        @CacheRemove(afterInvocation = false)
        public void removeBefore(String id) throws IOException {
            throw new IOException(id);
        }

        @CacheRemove
        public void fail(String id) throws IOException {
            throw new IOException(id);
        }

        @CacheRemove(evictFor = IOException.class)
        public void removeFor(String id) throws IOException {
            throw new FileNotFoundException(id);
        }

        @CacheRemove(noEvictFor = FileNotFoundException.class)
        public void removeNotForOther(String id) throws IOException {
            throw new IOException(id);
        }

        @CacheRemove(evictFor = IOException.class, noEvictFor = FileNotFoundException.class)
        public void removeForButNotFor(String id) throws IOException {
            throw new FileNotFoundException(id);
        }

        @CacheRemoveAll
        public void clear() {}

        @CacheRemoveAll(afterInvocation = false)
        public void clearBefore() throws IOException {
            throw new IOException();
        }

        @CacheRemoveAll
        public void failToClear() throws IOException {
            throw new IOException();
        }

        @CacheRemoveAll(evictFor = IOException.class)
        public void clearFor() throws IOException {
            throw new IOException();
        }

        @CacheRemoveAll(noEvictFor = IOException.class)
        public void clearNotFor() throws IOException {
            throw new IOException();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Products.class);

    private Products products() {
        return application.get(Products.class);
    }

    @BeforeEach
    void fill() {
        products().find("a");
        products().find("b");
        assertThat(cached()).containsExactly("a", "b");
    }

    private static List<Object> cached() {
        Stream.Builder<Object> values = Stream.builder();
        Application.cache("products").forEach(entry -> values.add(entry.getValue()));
        return values.build().sorted().toList();
    }

    @Test
    void remove_afterSuccess_takesOneEntryOut() {
        products().remove(new Object(), "a");

        assertThat(cached()).containsExactly("b");
    }

    @Test
    void remove_beforeInvocation_isMadeWhateverHappens() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().removeBefore("a"));

        assertThat(cached()).containsExactly("b");
    }

    @Test
    void remove_exceptionAndNothingSaid_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().fail("a"));

        assertThat(cached()).containsExactly("a", "b");
    }

    @Test
    void remove_exceptionIncludedOrNotExcluded_isMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().removeFor("a"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().removeNotForOther("b"));

        assertThat(cached()).isEmpty();
    }

    @Test
    void remove_exceptionIncludedAndExcluded_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().removeForButNotFor("a"));

        assertThat(cached()).containsExactly("a", "b");
    }

    @Test
    void removeAll_afterSuccess_emptiesTheCache() {
        products().clear();

        assertThat(cached()).isEmpty();
    }

    @Test
    void removeAll_beforeInvocation_isMadeWhateverHappens() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().clearBefore());

        assertThat(cached()).isEmpty();
    }

    @Test
    void removeAll_exceptionNotIncluded_isNotMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().failToClear());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().clearNotFor());

        assertThat(cached()).containsExactly("a", "b");
    }

    @Test
    void removeAll_exceptionIncluded_isMade() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> products().clearFor());

        assertThat(cached()).isEmpty();
    }
}
