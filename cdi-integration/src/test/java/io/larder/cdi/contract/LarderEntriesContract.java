package io.larder.cdi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderCache;
import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.InvalidateTags;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheResult;
import javax.cache.annotation.CacheValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With Larder: one load for all, tags, times to live, conditions, invalidations. */
class LarderEntriesContract {

    enum Kind {
        FRUIT,
        NUT;

        @Override
        public String toString() {
            return "kind of " + name();
        }
    }

    /** A value. */
    public record Product(String name, Kind kind, List<String> labels, int number) implements Serializable {}

    @ApplicationScoped
    @CacheDefaults(cacheName = "products")
    static class Products {

        private final AtomicInteger calls = Calls.counter();
        /** Apart, because the last of them may come when the next test has begun. */
        private final AtomicInteger refreshes = Calls.counter();

        private final CountDownLatch loadsMayEnd = new CountDownLatch(1);

        @CacheResult
        @CacheTags({"products", "kind:${result.kind}", "${result.labels}", "number:${number % 2}", "no:${missing}"})
        public Product find(String name, int number, @Nullable String missing) {
            return new Product(name, Kind.FRUIT, List.of("red", "round"), calls.incrementAndGet());
        }

        @CacheResult(cacheName = "short")
        @CacheOptions(ttl = "PT10M")
        public String lasting(String name) {
            return name + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "jittered")
        @CacheOptions(ttl = "PT10M", ttlJitter = 50)
        public String jittered(String name) {
            return name + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "stale")
        @CacheOptions(ttl = "PT0.05S", staleFor = "PT1M")
        @CacheTags("call:${result}")
        public int stale(String name) {
            return refreshes.incrementAndGet();
        }

        @CacheResult(cacheName = "nothing")
        @CacheOptions(nullTtl = "PT1M")
        public @Nullable String nothing(String name) {
            calls.incrementAndGet();
            return null;
        }

        @CacheResult(cacheName = "conditional")
        @CacheOptions(unless = "${result % 2 == 1}")
        public int conditional(String name) {
            return calls.incrementAndGet();
        }

        @CacheResult(cacheName = "conditional")
        @CacheOptions(unless = "${result.labels}")
        public Product badCondition(String name) {
            return new Product(name, Kind.NUT, List.of(), 0);
        }

        @CacheResult(cacheName = "slow")
        public String slow(String name) throws InterruptedException {
            loadsMayEnd.await();
            return name + '#' + calls.incrementAndGet();
        }

        @CacheResult(cacheName = "failing")
        public String failing(String name) throws IOException {
            throw new IOException(name + '#' + calls.incrementAndGet());
        }

        @CacheResult(cacheName = "failing", exceptionCacheName = "failures")
        public String remembered(String name) throws IOException {
            throw new IOException(name + '#' + calls.incrementAndGet());
        }

        @CacheResult(cacheName = "later")
        @CacheOptions(ttl = "PT10M")
        @CacheTags("later:${result}")
        public CompletionStage<String> later(String name) {
            return CompletableFuture.completedFuture(name);
        }

        @CachePut(cacheName = "put")
        @CacheTags({"put", "name:${value.name}"})
        @CacheOptions(ttl = "PT1H", unless = "${value.number == 0}")
        public void put(String name, @CacheValue Product value) {}

        @InvalidateTags("kind:${kind}")
        public void invalidate(Kind kind) {}

        @InvalidateTags(value = "${result}", caches = "*")
        public @Nullable List<String> invalidateEverywhere(boolean succeed) {
            if (!succeed) {
                throw new IllegalStateException("failed");
            }
            return List.of("products", "later:a");
        }

        @InvalidateTags(
                value = "${result}",
                caches = {"products", "later"})
        public CompletionStage<String> invalidateLater(CompletionStage<String> tag) {
            return tag;
        }

        public int calls() {
            return calls.get();
        }

        public void letLoadsEnd() {
            loadsMayEnd.countDown();
        }
    }

    @RegisterExtension
    final Application application = Application.of(Products.class);

    private Products products() {
        return application.get(Products.class);
    }

    @SuppressWarnings("unchecked")
    private static LarderCache<Object, Object> cache(String name) {
        return Application.cache(name).unwrap(LarderCache.class);
    }

    private static Object onlyKeyOf(String name) {
        Cache.Entry<Object, Object> entry = Application.cache(name).iterator().next();
        return entry.getKey();
    }

    private static Set<String> tagsIn(String name) {
        return cache(name).tags(onlyKeyOf(name));
    }

    private static Duration ttlIn(String name) {
        return cache(name).ttl(onlyKeyOf(name)).remaining().orElse(Duration.ZERO);
    }

    // --- one load --------------------------------------------------------------------------------------------------

    @Test
    void result_wantedByManyThreads_isMadeOnce() throws Exception {
        var threads = Executors.newFixedThreadPool(20);
        try {
            CyclicBarrier start = new CyclicBarrier(20);
            List<Future<String>> results = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return products().slow("a");
                    }))
                    .toList();
            products().letLoadsEnd();

            for (Future<String> result : results) {
                assertThat(result.get()).isEqualTo("a#1");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void exception_checked_reachesTheCallerAsItIs() {
        assertThatThrownBy(() -> products().failing("a"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("a#1");
        assertThatThrownBy(() -> products().failing("a")).hasMessage("a#2");
    }

    @Test
    void exception_withExceptionCache_isThrownAgain() {
        assertThatThrownBy(() -> products().remembered("a"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("a#1");
        assertThatThrownBy(() -> products().remembered("a"))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("a#1");
        assertThat(Application.sizeOf("failures")).isEqualTo(1);
    }

    // --- terms -----------------------------------------------------------------------------------------------------

    @Test
    void tags_ofParametersAndResult_areThoseOfTheEntry() {
        products().find("apple", 3, null);

        assertThat(tagsIn("products")).containsExactlyInAnyOrder("products", "kind:FRUIT", "red", "round", "number:1");
    }

    @Test
    void ttl_given_isThatOfTheEntry() {
        products().lasting("a");

        assertThat(ttlIn("short")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    @Test
    void value_stale_isServedAndMadeAnewBehindTheCaller() throws Exception {
        assertThat(products().stale("a")).isEqualTo(1);

        // the old value for a while, then the new one, and in the end entries of later calls
        while (products().stale("a") == 1) {
            Thread.onSpinWait();
        }
        assertThat(tagsIn("stale")).allMatch(tag -> tag.matches("call:[2-9]\\d*"));
    }

    @Test
    void nothing_remembered_isNotAskedForAgain() {
        assertThat(products().nothing("a")).isNull();
        assertThat(products().nothing("a")).isNull();

        assertThat(products().calls()).isEqualTo(1);
    }

    @Test
    void condition_true_keepsTheValueFromTheCache() {
        assertThat(products().conditional("a")).isEqualTo(1);
        assertThat(products().conditional("a")).isEqualTo(2);
        assertThat(products().conditional("a")).isEqualTo(2);
    }

    @Test
    void condition_neitherTrueNorFalse_isRefused() {
        assertThatThrownBy(() -> products().badCondition("a"))
                .isInstanceOf(CacheException.class)
                .hasStackTraceContaining("LRD-620: ")
                .hasStackTraceContaining("${result.labels}");
    }

    @Test
    void put_withTerms_hasThem() {
        products().put("apple", new Product("apple", Kind.FRUIT, List.of(), 1));

        assertThat(tagsIn("put")).containsExactlyInAnyOrder("put", "name:apple");
        assertThat(ttlIn("put")).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @Test
    void put_conditionTrue_putsNothing() {
        products().put("pear", new Product("pear", Kind.FRUIT, List.of(), 1));
        products().put("apple", new Product("apple", Kind.FRUIT, List.of(), 0));

        assertThat(Application.sizeOf("put")).isEqualTo(1);
    }

    @Test
    void stage_withTerms_hasThemWhenItIsComplete() {
        products().later("a").toCompletableFuture().join();

        assertThat(tagsIn("later")).containsExactly("later:a");
        assertThat(ttlIn("later")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
    }

    // --- invalidations ---------------------------------------------------------------------------------------------

    @Test
    void invalidation_byParameter_makesEntriesAbsent() {
        products().find("apple", 1, null);
        products().invalidate(Kind.NUT);
        assertThat(products().find("apple", 1, null).number()).isEqualTo(1);

        products().invalidate(Kind.FRUIT);
        assertThat(products().find("apple", 1, null).number()).isEqualTo(2);
    }

    @Test
    void invalidation_byResult_inAllCaches_makesEntriesAbsent() {
        products().find("apple", 1, null);
        products().later("a").toCompletableFuture().join();

        products().invalidateEverywhere(true);

        assertThat(Application.sizeOf("products")).isZero();
        assertThat(Application.sizeOf("later")).isZero();
    }

    @Test
    void invalidation_methodThrows_isNone() {
        products().find("apple", 1, null);

        assertThatThrownBy(() -> products().invalidateEverywhere(false)).isInstanceOf(IllegalStateException.class);

        assertThat(Application.sizeOf("products")).isEqualTo(1);
    }

    @Test
    void invalidation_ofAStage_happensWhenItIsComplete() {
        products().find("apple", 1, null);
        CompletableFuture<String> tag = new CompletableFuture<>();
        CompletionStage<String> answer = products().invalidateLater(tag);
        assertThat(Application.sizeOf("products")).isEqualTo(1);

        tag.complete("products");

        assertThat(answer.toCompletableFuture().join()).isEqualTo("products");
        assertThat(Application.sizeOf("products")).isZero();
    }
}
