package io.larder.internal.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.CacheSettings;
import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.WarmUp;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.NearFigures;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Near caches in front of real servers, while nothing is broken. */
@SuppressWarnings("JavaUtilDate") // a key all the same
@ParameterizedClass
@EnumSource(Topology.class)
class NearCacheIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension
    final LarderCaches larder;

    NearCacheIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private <V> Cache<Object, V> cache(Consumer<CacheSettings.Builder> settings) {
        return larder.anotherManager()
                .createCache(
                        "near",
                        LarderCacheConfiguration.builder(new MutableConfiguration<Object, V>())
                                .settings(builder -> {
                                    builder.nearCache(false).statistics(true);
                                    settings.accept(builder);
                                })
                                .build());
    }

    private <V> Cache<Object, V> near() {
        return near(settings -> {});
    }

    /** A cache that keeps what it reads by now. */
    private <V> Cache<Object, V> near(Consumer<CacheSettings.Builder> settings) {
        Cache<Object, V> cache = cache(builder -> {
            builder.nearCache(true);
            settings.accept(builder);
        });
        Cache<Object, Object> probe = cast(cache);
        probe.put("probe", "x");
        awaitKept(probe, "probe");
        probe.remove("probe");
        return cache;
    }

    @SuppressWarnings("unchecked") // untyped caches
    private static Cache<Object, Object> cast(Cache<Object, ?> cache) {
        return (Cache<Object, Object>) cache;
    }

    /** What is told of a write of this JVM may come after its first read, so it takes some reads. */
    private static void awaitKept(Cache<Object, ?> cache, Object key) {
        await().atMost(SOON).until(() -> keeps(cache, key));
    }

    /** Reads twice, and says whether the second one was near. */
    private static boolean keeps(Cache<Object, ?> cache, Object key) {
        cache.get(key);
        long before = NearFigures.of(cache).hits();
        cache.get(key);
        return NearFigures.of(cache).hits() == before + 1;
    }

    // --- what is kept ----------------------------------------------------------------------------------------------

    @Test
    void get_again_isNearAndAHitOfTheCache() {
        Cache<Object, Object> cache = near();
        cache.put("key", "value");
        awaitKept(cache, "key");
        long commands = reads();
        NearFigures figures = NearFigures.of(cache);
        long hits = figures.hits();

        assertThat(cache.get("key")).isEqualTo("value").isSameAs(cache.get("key"));
        assertThat(cache.containsKey("key")).isTrue();
        assertThat(cache.getAll(Set.of("key"))).containsEntry("key", "value");

        assertThat(reads()).isEqualTo(commands);
        assertThat(figures.hits()).isEqualTo(hits + 3);
        assertThat(figures.size()).isOne();
    }

    private long reads() {
        return larder.deployment().commandCounts().getOrDefault("mget", 0L);
    }

    @Test
    void get_keysOfAllKinds_areNear() {
        Cache<Object, Object> cache = near();
        List<Object> keys =
                List.of("text", 1, 1L, 'c', true, new Date(0), List.of(1, "a"), "x".repeat(1000), "\u00e4".repeat(100));
        keys.forEach(key -> cache.put(key, key.toString()));

        keys.forEach(key -> awaitKept(cache, key));
        keys.forEach(key -> assertThat(cache.get(key)).isEqualTo(key.toString()));
        Cache<Object, Object> other = cache(settings -> {});
        keys.forEach(key -> other.put(key, "changed"));
        keys.forEach(key -> await().atMost(SOON)
                .untilAsserted(() -> assertThat(cache.get(key)).isEqualTo("changed")));
    }

    @Test
    void get_mutableValue_isACopy() {
        Cache<Object, List<String>> cache = near();
        cache.put("key", new ArrayList<>(List.of("a")));
        awaitKept(cache, "key");

        Objects.requireNonNull(cache.get("key")).add("mine");

        assertThat(cache.get("key")).containsExactly("a");
    }

    @Test
    void getAll_someAreNear_asksForTheRest() {
        Cache<Object, Object> cache = near();
        Set<Object> keys = IntStream.range(0, 600).boxed().collect(Collectors.toSet());
        keys.forEach(key -> cache.put(key, "v" + key));
        IntStream.range(0, 300).forEach(key -> awaitKept(cache, key));
        NearFigures figures = NearFigures.of(cache);
        long hits = figures.hits();

        Map<Object, Object> found = cache.getAll(keys);

        assertThat(found)
                .hasSize(600)
                .allSatisfy((key, value) -> assertThat(value).isEqualTo("v" + key));
        assertThat(figures.hits()).isEqualTo(hits + 300);
        await().atMost(SOON).until(() -> {
            long before = figures.hits();
            assertThat(cache.getAll(keys)).isEqualTo(found);
            return figures.hits() == before + 600;
        });
    }

    @Test
    void absent_whereConfigured_isNearUntilSomethingIsThere() {
        Cache<Object, Object> cache = near(settings -> settings.nearCacheAbsent(true));
        Cache<Object, Object> other = cache(settings -> {});
        assertThat(cache.get("key")).isNull();
        long commands = reads();

        assertThat(cache.get("key")).isNull();
        assertThat(cache.containsKey("key")).isFalse();
        assertThat(reads()).isEqualTo(commands);

        other.put("key", "value");
        await().atMost(SOON).untilAsserted(() -> assertThat(cache.get("key")).isEqualTo("value"));
        assertThat(cache.putIfAbsent("new", 1)).isTrue();
        assertThat(cache.get("new")).isEqualTo(1);
    }

    // --- filled ahead ----------------------------------------------------------------------------------------------

    /** Knows every key. */
    public static final class Rows implements OneByOneLoader<Object, Object> {

        @Override
        public Object load(Object key) {
            return "row " + key;
        }
    }

    @Test
    void warmUp_ofACacheThatWasJustOpened_fillsIt() {
        Cache<Object, Object> other = cache(settings -> {});
        IntStream.range(0, 500).forEach(key -> other.put(key, "old " + key));
        LarderCache<Object, Object> cache = larderCache(larder.anotherManager()
                .createCache(
                        "near",
                        LarderCacheConfiguration.builder(new MutableConfiguration<Object, Object>()
                                        .setCacheLoaderFactory(FactoryBuilder.factoryOf(Rows.class)))
                                .settings(settings -> settings.nearCache(true).statistics(true))
                                .build()));

        cache.warmUp(IntStream.range(0, 1000).boxed(), WarmUp.defaults().withWorkers(1))
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();

        NearFigures figures = NearFigures.of(cache);
        assertThat(figures.hits()).isZero();
        IntStream.range(0, 500).forEach(key -> assertThat(cache.get(key)).isEqualTo("old " + key));
        assertThat(figures.hits()).as("of what was there").isEqualTo(500);
        IntStream.range(500, 1000).forEach(key -> assertThat(cache.get(key)).isEqualTo("row " + key));
        assertThat(figures.hits())
                .as("and of what was loaded, but for the last batch")
                .isGreaterThanOrEqualTo(800);
    }

    // --- how long --------------------------------------------------------------------------------------------------

    @Test
    void get_entryHasExpired_isGoneHereAsThere() {
        Cache<Object, Object> cache = near(settings -> settings.expireAfterWrite(Duration.ofSeconds(1)));
        long start = System.nanoTime();
        cache.put("key", "value");
        awaitKept(cache, "key");

        await().atMost(SOON).until(() -> cache.get("key") == null);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));
    }

    @Test
    void get_entryHasATtlOfItsOwnFromElsewhere_isGoneHereAsThere() {
        Cache<Object, Object> cache = near();
        LarderCache<Object, Object> other = larderCache(cache(settings -> {}));
        other.put("key", "value", EntryOptions.none().withTtl(Duration.ofSeconds(1)));
        awaitKept(cache, "key");

        long start = System.nanoTime();
        await().atMost(SOON).until(() -> cache.get("key") == null);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @SuppressWarnings("unchecked") // the same types
    private static LarderCache<Object, Object> larderCache(Cache<Object, Object> cache) {
        return cache.unwrap(LarderCache.class);
    }

    @Test
    void get_policyChangesTheTtlOnAccess_isNeverNear() {
        Cache<Object, Object> touched =
                cache(settings -> settings.nearCache(true).expireAfterTouch(Duration.ofMinutes(1)));
        assertNeverNear(touched);
        touched.getCacheManager().destroyCache("near");
        Cache<Object, Object> custom =
                cache(settings -> settings.nearCache(true).expiry(FactoryBuilder.factoryOf(OfTheApplication.class)));
        assertNeverNear(custom);
    }

    private static void assertNeverNear(Cache<Object, Object> cache) {
        cache.put("key", "value");
        for (int i = 0; i < 10; i++) {
            assertThat(cache.get("key")).isEqualTo("value");
        }
        assertThat(NearFigures.of(cache).hits()).isZero();
        assertThat(NearFigures.of(cache).misses()).isZero();
        assertThat(NearFigures.of(cache).size()).isZero();
    }

    /** A policy that Larder knows nothing of. */
    public static final class OfTheApplication implements ExpiryPolicy {

        private final ExpiryPolicy eternal = new EternalExpiryPolicy();

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return eternal.getExpiryForCreation();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return eternal.getExpiryForAccess();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return eternal.getExpiryForUpdate();
        }
    }

    // --- who changes it --------------------------------------------------------------------------------------------

    @Test
    void ownWrites_ofEveryKind_areSeenAtOnceWhateverOthersRead() throws Exception {
        Cache<Object, Integer> cache = near();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        AtomicBoolean over = new AtomicBoolean();
        Future<?> reading = reader.submit(() -> {
            while (!over.get()) {
                cache.get("key");
            }
        });
        try {
            for (int i = 0; i < 300; i++) {
                cache.put("key", i);
                assertThat(cache.get("key")).isEqualTo(i);
                cache.putAll(Map.of("key", -i));
                assertThat(cache.get("key")).isEqualTo(-i);
                cache.invoke("key", (entry, arguments) -> {
                    entry.setValue(1_000_000);
                    return null;
                });
                assertThat(cache.get("key")).isEqualTo(1_000_000);
                cache.replace("key", 5);
                assertThat(cache.getAll(Set.of("key"))).containsEntry("key", 5);
                cache.remove("key");
                assertThat(cache.get("key")).isNull();
                cache.putIfAbsent("key", i);
                assertThat(cache.containsKey("key")).isTrue();
                cache.clear();
                assertThat(cache.containsKey("key")).isFalse();
            }
        } finally {
            over.set(true);
            reading.get(30, TimeUnit.SECONDS);
            reader.shutdown();
        }
    }

    @Test
    void changes_elsewhere_ofEveryKind_areTold() {
        Cache<Object, Object> cache = near();
        Cache<Object, Object> other = cache(settings -> {});
        cache.put("key", 0);

        assertFollows(cache, 1, () -> other.put("key", 1));
        assertFollows(cache, 2, () -> other.putAll(Map.of("key", 2)));
        assertFollows(cache, 3, () -> other.replace("key", 2, 3));
        assertFollows(
                cache,
                4,
                () -> other.invoke("key", (entry, arguments) -> {
                    entry.setValue(4);
                    return null;
                }));
        assertFollows(cache, null, () -> other.remove("key"));
        cache.put("key", 5);
        assertFollows(cache, null, other::removeAll);
        cache.put("key", 6);
        assertFollows(cache, null, other::clear);
        cache.put("key", 7);
        assertFollows(cache, null, () -> other.getCacheManager().destroyCache("near"));
        assertThat(NearFigures.of(cache).invalidations()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void invalidationOfATag_elsewhere_isTold() {
        Cache<Object, Object> cache = near();
        LarderCache<Object, Object> other = larderCache(cache(settings -> {}));
        other.put("key", 1, EntryOptions.none().withTags("tag"));

        assertFollows(cache, null, () -> other.invalidateTag("tag"));
    }

    @Test
    void invalidationOfATag_here_isSeenAtOnce() {
        LarderCache<Object, Object> cache = larderCache(near());
        cache.put("key", 1, EntryOptions.none().withTags("tag"));
        awaitKept(cache, "key");

        cache.invalidateTag("tag");

        assertThat(cache.get("key")).isNull();
    }

    @Test
    void invalidationOfATag_elsewhere_leavesOthersNear() {
        Cache<Object, Object> cache = near();
        LarderCache<Object, Object> other = larderCache(cache(settings -> {}));
        IntStream.range(0, 100)
                .forEach(key -> other.put(key, key, EntryOptions.none().withTags("t" + key % 10, "all")));
        IntStream.range(0, 100).forEach(key -> awaitKept(cache, key));
        NearFigures figures = NearFigures.of(cache);

        other.invalidateTags(Set.of("t3", "t4"));
        await().atMost(SOON).until(() -> cache.get(3) == null && cache.get(94) == null);

        long hits = figures.hits();
        for (int key = 0; key < 100; key++) {
            boolean valid = key % 10 != 3 && key % 10 != 4;
            assertThat(cache.get(key)).isEqualTo(valid ? key : null);
        }
        assertThat(figures.hits()).isEqualTo(hits + 80);
        other.invalidateTag("all");
        await().atMost(SOON).until(() -> IntStream.range(0, 100).noneMatch(cache::containsKey));
    }

    private static void assertFollows(Cache<Object, Object> cache, @Nullable Object expected, Runnable change) {
        awaitKept(cache, "key");
        change.run();
        await().atMost(SOON).untilAsserted(() -> assertThat(cache.get("key")).isEqualTo(expected));
    }

    @Test
    void caches_ofOneNameInOneJvm_tellEachOtherAndEndAlone() {
        Cache<Object, Object> one = near();
        Cache<Object, Object> two = near();
        one.put("key", 1);
        awaitKept(one, "key");
        awaitKept(two, "key");

        one.put("key", 2);
        await().atMost(SOON).untilAsserted(() -> assertThat(two.get("key")).isEqualTo(2));
        one.close();
        awaitKept(two, "key");
        Cache<Object, Object> three = cache(settings -> {});
        three.put("key", 3);

        await().atMost(SOON).untilAsserted(() -> assertThat(two.get("key")).isEqualTo(3));
    }
}
