package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.CacheSettings;
import io.larder.CachedFailureException;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderStatisticsMXBean;
import io.larder.LoadOptions;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.Topology;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Refreshes by two managers, which know of each other as little as two JVMs do. An entry is made due or stale by giving it a
 * shorter time to live, as if the rest of it had passed.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Topology.class)
class RefreshIT {

    private static final String KEY = "key";

    /** What is left of the ten minutes and the hour of {@link #aheadAndStale}: a while in which entries are due. */
    private static final Duration DUE = Duration.ofMinutes(62);

    private static final Duration STALE = Duration.ofMinutes(59);

    @RegisterExtension
    final LarderCaches larder;

    private final Source source = new Source();
    private CacheManager hereManager;
    private LarderCache<String, String> here;
    private LarderCache<String, String> there;

    RefreshIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @BeforeEach
    void openCaches() {
        hereManager = larder.anotherManager();
        here = open(hereManager, "refreshed", RefreshIT::aheadAndStale);
        there = open(larder.anotherManager(), "refreshed", RefreshIT::aheadAndStale);
    }

    private static void aheadAndStale(CacheSettings.Builder settings) {
        settings.expireAfterCreation(Duration.ofMinutes(10))
                .refreshAhead(50)
                .staleFor(Duration.ofHours(1))
                .statistics(true);
    }

    @SuppressWarnings("unchecked") // the cache is made with these types
    private LarderCache<String, String> open(
            CacheManager manager, String name, Consumer<CacheSettings.Builder> settings) {
        return manager.createCache(
                        name,
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .readThrough(true)
                                .cacheLoaderFactory(() -> source)
                                .settings(settings)
                                .build())
                .unwrap(LarderCache.class);
    }

    /** Loads the old row; the source has a new one by now. */
    private void loadOld() {
        source.rows.put(KEY, "old");
        assertThat(here.get(KEY)).isEqualTo("old");
        source.rows.put(KEY, "new");
        source.loads.clear();
    }

    private static void awaitValue(LarderCache<String, String> cache, String value) {
        await().until(() -> value.equals(cache.get(KEY)));
    }

    // --- when ------------------------------------------------------------------------------------------------------

    @Test
    void get_due_answersAtOnceAndRefreshesOnce() {
        loadOld();
        assertThat(here.ttl(KEY).remaining())
                .hasValueSatisfying(left -> assertThat(left).isBetween(Duration.ofMinutes(69), Duration.ofMinutes(70)));
        assertThat(here.get(KEY)).as("not due").isEqualTo("old");
        assertThat(source.loads).isEmpty();
        here.expire(KEY, DUE);
        source.hold();
        IntStream.range(0, 100).forEach(i -> {
            assertThat(here.get(KEY)).isEqualTo("old");
            assertThat(there.get(KEY)).isEqualTo("old");
        });
        source.awaitHeld();
        assertThat(here.get(KEY)).isEqualTo("old");
        source.letGo();
        awaitValue(here, "new");
        awaitValue(there, "new");
        assertThat(source.loads).containsExactly(KEY);
        assertThat(here.ttl(KEY).remaining())
                .hasValueSatisfying(left -> assertThat(left).isBetween(Duration.ofMinutes(69), Duration.ofMinutes(70)));
        assertThat(refreshLeases()).isEmpty();
    }

    @Test
    void get_stale_answersTheOldValueAtOnceAndCounts() {
        loadOld();
        here.expire(KEY, STALE);
        source.hold();
        assertThat(here.get(KEY)).isEqualTo("old");
        source.awaitHeld();
        assertThat(here.get(KEY)).isEqualTo("old");
        LarderStatisticsMXBean statistics = statistics(here);
        assertThat(statistics.getStaleHits()).isEqualTo(2);
        assertThat(statistics.getRefreshesBegun()).isOne();
        assertThat(statistics.getRefreshesSucceeded()).isZero();
        source.letGo();
        awaitValue(here, "new");
        await().until(() -> statistics.getRefreshesSucceeded() == 1);
        assertThat(statistics.getRefreshesFailed()).isZero();
        statistics.clear();
        assertThat(statistics.getRefreshesBegun()).isZero();
    }

    @Test
    void otherOperations_stale_seeTheEntryAndRefreshNothing() {
        loadOld();
        here.expire(KEY, STALE);
        assertThat(here.containsKey(KEY)).isTrue();
        assertThat(here.putIfAbsent(KEY, "mine")).isFalse();
        assertThat(here.iterator().next().getValue()).isEqualTo("old");
        assertThat(here.replace(KEY, "old", "mine")).isTrue();
        assertThat(source.loads).isEmpty();
    }

    @Test
    void get_putEntry_isNotRefreshed() {
        source.rows.put(KEY, "new");
        here.put(KEY, "mine");
        assertThat(here.ttl(KEY).remaining())
                .hasValueSatisfying(left -> assertThat(left).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
        here.expire(KEY, Duration.ofMinutes(1));
        assertThat(here.get(KEY)).isEqualTo("mine");
        assertThat(source.loads).isEmpty();
    }

    @Test
    void get_updatedLoadedEntry_keepsWhenItIsRefreshed() {
        loadOld();
        here.put(KEY, "mine"); // expire-after-creation: its time to live stays
        here.expire(KEY, DUE);
        assertThat(here.get(KEY)).isEqualTo("mine");
        awaitValue(here, "new");
    }

    @Test
    void getAll_someDue_refreshesThose() {
        Set<String> keys = IntStream.range(0, 20).mapToObj(i -> "k" + i).collect(Collectors.toSet());
        keys.forEach(key -> source.rows.put(key, "old"));
        assertThat(here.getAll(keys)).hasSize(20).containsEntry("k7", "old");
        keys.forEach(key -> source.rows.put(key, "new"));
        source.loads.clear();
        here.expire("k3", DUE);
        here.expire("k4", STALE);
        assertThat(there.getAll(keys)).hasSize(20).containsEntry("k3", "old").containsEntry("k4", "old");
        await().until(() -> "new".equals(here.get("k3")) && "new".equals(here.get("k4")));
        assertThat(source.loads).containsExactlyInAnyOrder("k3", "k4");
        assertThat(statistics(there).getStaleHits()).isOne();
    }

    @Test
    void loadAll_replacing_givesEntriesThatAreRefreshed() throws Exception {
        source.rows.put(KEY, "old");
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        here.loadAll(Set.of(KEY), true, loaded);
        loaded.get();
        source.rows.put(KEY, "new");
        here.expire(KEY, STALE);
        assertThat(here.get(KEY)).isEqualTo("old");
        awaitValue(here, "new");
    }

    @Test
    void get_earlyRefresh_isSooner() {
        LarderCache<String, String> early = open(
                hereManager,
                "early",
                settings -> settings.expireAfterWrite(Duration.ofMinutes(10))
                        .earlyRefresh(100)
                        .statistics(true));
        source.rows.put(KEY, "old");
        source.takesMillis = 50; // so 5 s early on average
        assertThat(early.get(KEY)).isEqualTo("old");
        source.rows.put(KEY, "new");
        early.expire(KEY, Duration.ofMinutes(9));
        assertThat(early.get(KEY)).isEqualTo("old");
        early.expire(KEY, Duration.ofSeconds(8));
        awaitValue(early, "new");
        assertThat(statistics(early).getCacheMisses())
                .as("that of the first load")
                .isOne();
    }

    @Test
    void computeIfAbsent_ownOptions_refreshesWithItsOwnLoader() {
        LarderCache<String, String> plain = open(hereManager, "plain", settings -> {});
        LoadOptions options = LoadOptions.none()
                .withTtl(Duration.ofMinutes(10))
                .withTags("red")
                .withRefreshAhead(50)
                .withStaleFor(Duration.ofHours(1));
        AtomicInteger calls = new AtomicInteger();
        assertThat(plain.computeIfAbsent(KEY, key -> "v" + calls.incrementAndGet(), options))
                .isEqualTo("v1");
        plain.expire(KEY, STALE);
        assertThat(plain.get(KEY)).as("of a cache that refreshes nothing").isEqualTo("v1");
        assertThat(source.loads).isEmpty();
        assertThat(plain.computeIfAbsent(KEY, key -> "v" + calls.incrementAndGet(), options))
                .isEqualTo("v1");
        awaitValue(plain, "v2");
        assertThat(plain.tags(KEY)).containsExactly("red");
        assertThat(calls).hasValue(2);
    }

    @Test
    void get_expiryByAccess_isNotRefreshed() {
        LarderCache<String, String> touched = open(
                hereManager,
                "touched",
                settings -> settings.expireAfterTouch(Duration.ofMinutes(10)).staleFor(Duration.ofHours(1)));
        source.rows.put(KEY, "old");
        assertThat(touched.get(KEY)).isEqualTo("old");
        assertThat(touched.ttl(KEY).remaining())
                .hasValueSatisfying(left -> assertThat(left).isLessThanOrEqualTo(Duration.ofMinutes(10)));
    }

    // --- what comes between wins -------------------------------------------------------------------------------------

    private void beginHeldRefresh() {
        loadOld();
        here.expire(KEY, STALE);
        source.hold();
        assertThat(here.get(KEY)).isEqualTo("old");
        source.awaitHeld();
    }

    private void endHeldRefresh() {
        source.letGo();
        await().until(() -> refreshLeases().isEmpty());
    }

    @Test
    void refresh_putMeanwhile_putStays() {
        beginHeldRefresh();
        there.put(KEY, "put");
        endHeldRefresh();
        assertThat(here.get(KEY)).isEqualTo("put");
        assertThat(statistics(here).getRefreshesSucceeded()).isZero();
        assertThat(statistics(here).getRefreshesFailed()).isZero();
    }

    @Test
    void refresh_removedMeanwhile_isNotPut() {
        beginHeldRefresh();
        there.remove(KEY);
        endHeldRefresh();
        assertThat(here.containsKey(KEY)).isFalse();
    }

    @Test
    void refresh_clearedMeanwhile_isNotPut() {
        beginHeldRefresh();
        there.clear();
        endHeldRefresh();
        assertThat(here.containsKey(KEY)).isFalse();
    }

    @Test
    void refresh_tagOfTheOldValueInvalidatedMeanwhile_isNotPut() {
        refreshWithTags("red", "red");
        assertThat(here.containsKey(KEY)).isFalse();
    }

    @Test
    void refresh_tagOfTheNewValueInvalidatedMeanwhile_isNotPut() {
        refreshWithTags("red", "blue");
        assertThat(here.get(KEY)).as("the old value, with the tag red").isEqualTo("old");
    }

    /** Invalidates a tag while a value is refreshed whose old form is red, and whose new one is blue. */
    private void refreshWithTags(String oldTag, String invalidated) {
        LoadOptions options =
                LoadOptions.none().withStaleFor(Duration.ofHours(1)).withTtl(Duration.ofMinutes(10));
        here.computeIfAbsent(KEY, key -> "old", options.withTags(oldTag));
        here.expire(KEY, STALE);
        source.rows.put(KEY, "new");
        source.hold();
        assertThat(here.computeIfAbsent(KEY, source::load, options.withTags("blue")))
                .isEqualTo("old");
        source.awaitHeld();
        there.invalidateTag(invalidated);
        endHeldRefresh();
    }

    @Test
    void refresh_nothingLeftInTheSource_takesTheEntryOut() {
        beginHeldRefresh();
        source.rows.clear();
        endHeldRefresh();
        assertThat(here.containsKey(KEY)).isFalse();
        await().until(() -> statistics(here).getRefreshesSucceeded() == 1);
    }

    // --- failures ----------------------------------------------------------------------------------------------------

    @Test
    void refresh_failing_servesTheOldValueAndPausesUntilItIsGone() {
        loadOld();
        source.failure = new IllegalStateException("no database");
        here.expire(KEY, STALE);
        assertThat(here.get(KEY)).isEqualTo("old");
        LarderStatisticsMXBean statistics = statistics(here);
        await().until(() -> statistics.getRefreshesFailed() == 1);
        IntStream.range(0, 20).forEach(i -> {
            assertThat(here.get(KEY)).isEqualTo("old");
            assertThat(there.get(KEY)).isEqualTo("old");
        });
        assertThat(source.loads).containsExactly(KEY);
        assertThat(refreshLeases()).hasSize(1);
        here.expire(KEY, Duration.ofMillis(1));
        await().until(() -> !here.containsKey(KEY));
        assertThatExceptionOfType(CacheLoaderException.class).isThrownBy(() -> here.get(KEY));
    }

    @Test
    void refresh_failing_isTriedAgainAfterThePause() {
        LarderCache<String, String> cache = open(hereManager, "brief", settings -> {
            aheadAndStale(settings);
            settings.loadLease(Duration.ofSeconds(2));
        });
        source.rows.put(KEY, "old");
        cache.get(KEY);
        cache.expire(KEY, STALE);
        source.rows.put(KEY, "new");
        source.failure = new IllegalStateException("no database");
        assertThat(cache.get(KEY)).isEqualTo("old");
        await().until(() -> statistics(cache).getRefreshesFailed() == 1);
        source.failure = null;
        awaitValue(cache, "new");
    }

    @Test
    void refresh_loadLeaseOfZero_isOncePerJvm() {
        Consumer<CacheSettings.Builder> alone = settings -> {
            aheadAndStale(settings);
            settings.loadLease(Duration.ZERO);
        };
        LarderCache<String, String> cache = open(hereManager, "alone", alone);
        source.rows.put(KEY, "old");
        cache.get(KEY);
        cache.expire(KEY, STALE);
        source.rows.put(KEY, "new");
        source.loads.clear();
        source.hold();
        assertThat(cache.get(KEY)).isEqualTo("old");
        source.awaitHeld();
        assertThat(cache.get(KEY)).isEqualTo("old");
        assertThat(refreshLeases()).isEmpty();
        source.letGo();
        awaitValue(cache, "new");
        assertThat(source.loads).containsExactly(KEY);
    }

    // --- closing -----------------------------------------------------------------------------------------------------

    @Test
    void close_duringARefresh_putsNothing() {
        beginHeldRefresh();
        here.close();
        source.letGo();
        await().until(() -> refreshLeases().isEmpty() || source.isIdle());
        assertThat(there.containsKey(KEY)).isTrue();
        assertThat(there.iterator().next().getValue()).isEqualTo("old");
    }

    @Test
    void closeManager_duringARefresh_interruptsItAndLeavesNoThread() {
        beginHeldRefresh();
        hereManager.close();
        await().until(() -> refreshThreads().noneMatch(thread -> true));
        assertThat(there.iterator().next().getValue()).isEqualTo("old");
    }

    @Test
    void refresh_thread_isADaemonWithTheManagersClassLoader() {
        beginHeldRefresh();
        assertThat(refreshThreads()).isNotEmpty().allSatisfy(thread -> {
            assertThat(thread.isDaemon()).isTrue();
            assertThat(thread.getContextClassLoader()).isSameAs(hereManager.getClassLoader());
        });
        source.letGo();
    }

    private static Stream<Thread> refreshThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("larder-refreshes-"));
    }

    // --- remembered failures -----------------------------------------------------------------------------------------

    private LarderCache<String, String> remembering(String name) {
        return open(
                hereManager,
                name,
                settings -> settings.exceptionTtl(Duration.ofMinutes(1)).cachedExceptions("java.io.IOException"));
    }

    @Test
    void get_rememberedFailure_failsAtOnceWithoutTheLoader() {
        LarderCache<String, String> cache = remembering("failing");
        LarderCache<String, String> other = open(larder.anotherManager(), "failing", settings -> {});
        source.failure = new UncheckedIOException(new FileNotFoundException("secret"));
        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> cache.get(KEY))
                .withCauseInstanceOf(UncheckedIOException.class);
        source.failure = null;
        source.rows.put(KEY, "row");
        for (LarderCache<String, String> each : List.of(cache, other)) {
            assertThatExceptionOfType(CachedFailureException.class)
                    .isThrownBy(() -> each.get(KEY))
                    .withMessageContaining("LRD-429")
                    .withMessageNotContaining("secret")
                    .satisfies(e -> assertThat(e.failureClass()).isEqualTo("java.io.FileNotFoundException"));
        }
        assertThat(source.loads).containsExactly(KEY);
        assertThat(cache.containsKey(KEY)).isFalse();
        cache.remove(KEY);
        assertThat(cache.get(KEY)).isEqualTo("row");
    }

    @Test
    void put_afterRememberedFailure_endsIt() {
        LarderCache<String, String> cache = remembering("put");
        source.failure = new UncheckedIOException(new IOException());
        assertThatThrownBy(() -> cache.get(KEY)).isInstanceOf(CacheLoaderException.class);
        assertThat(cache.putIfAbsent(KEY, "mine")).isTrue();
        assertThat(cache.get(KEY)).isEqualTo("mine");
    }

    @Test
    void clear_afterRememberedFailure_endsIt() {
        LarderCache<String, String> cache = remembering("clear");
        source.failure = new UncheckedIOException(new IOException());
        assertThatThrownBy(() -> cache.get(KEY)).isInstanceOf(CacheLoaderException.class);
        cache.clear();
        source.failure = null;
        source.rows.put(KEY, "row");
        assertThat(cache.get(KEY)).isEqualTo("row");
    }

    @Test
    void get_rememberedFailureOver_loadsAgain() {
        LarderCache<String, String> cache = open(
                hereManager,
                "over",
                settings -> settings.exceptionTtl(Duration.ofMillis(300)).cachedExceptions("java.io.IOException"));
        source.failure = new UncheckedIOException(new IOException());
        assertThatThrownBy(() -> cache.get(KEY)).isInstanceOf(CacheLoaderException.class);
        source.failure = null;
        source.rows.put(KEY, "row");
        await().ignoreException(CachedFailureException.class).until(() -> "row".equals(cache.get(KEY)));
    }

    @Test
    void get_failureOfAnotherClass_isNotRemembered() {
        LarderCache<String, String> cache = remembering("others");
        source.failure = new IllegalStateException();
        assertThatThrownBy(() -> cache.get(KEY)).isInstanceOf(CacheLoaderException.class);
        source.failure = null;
        source.rows.put(KEY, "row");
        assertThat(cache.get(KEY)).isEqualTo("row");
    }

    @Test
    void computeIfAbsent_ownExceptionTtl_isRemembered() {
        LarderCache<String, String> plain = open(hereManager, "own", settings -> {});
        LoadOptions options = LoadOptions.none().withExceptionTtl(Duration.ofMinutes(1), IllegalStateException.class);
        assertThatThrownBy(() -> plain.computeIfAbsent(
                        KEY,
                        key -> {
                            throw new IllegalStateException();
                        },
                        options))
                .isInstanceOf(CacheLoaderException.class);
        assertThatThrownBy(() -> plain.computeIfAbsent(KEY, key -> "not asked"))
                .isInstanceOf(CachedFailureException.class);
    }

    @Test
    void exceptionTtl_thatCannotBe_isRefused() {
        assertThatThrownBy(() -> open(hereManager, "none", s -> s.exceptionTtl(Duration.ofMinutes(1))))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-119");
        assertThatThrownBy(() -> open(hereManager, "none", s -> s.cachedExceptions("com.acme.Missing")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-119");
        assertThatThrownBy(() -> open(hereManager, "none", s -> s.cachedExceptions("java.lang.String")))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-119");
        assertThatThrownBy(() -> open(
                        hereManager,
                        "none",
                        s -> s.exceptionTtl(Duration.ofMinutes(1))
                                .cachedExceptions("java.io.IOException")
                                .loadLease(Duration.ZERO)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-118");
    }

    // --- near caches -------------------------------------------------------------------------------------------------

    @Test
    void get_nearEntry_isRefreshedWhenItIsDue() {
        LarderCache<String, String> near = openNear("near");
        near.expire(KEY, Duration.ofMinutes(65).plusSeconds(1)); // a second before it is due
        source.rows.put(KEY, "new");
        LarderStatisticsMXBean statistics = statistics(near);
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            near.get(KEY);
            return statistics.getRefreshesSucceeded() == 1;
        });
        awaitValue(near, "new");
        assertThat(statistics.getCacheMisses()).as("that of the first load").isOne();
    }

    /** A cache that keeps the old value near. */
    private LarderCache<String, String> openNear(String name) {
        LarderCache<String, String> near = open(hereManager, name, settings -> {
            aheadAndStale(settings);
            settings.nearCache(true);
        });
        source.rows.put(KEY, "old");
        near.get(KEY);
        await().until(
                        () -> { // its subscription stands
                            long hits = statistics(near).getNearCacheHits();
                            near.get(KEY);
                            return statistics(near).getNearCacheHits() > hits;
                        });
        return near;
    }

    @Test
    void get_staleEntry_isNotKeptNear() {
        LarderCache<String, String> near = openNear("nearstale");
        near.expire(KEY, STALE);
        source.hold();
        near.get(KEY);
        source.awaitHeld();
        long hits = statistics(near).getNearCacheHits();
        IntStream.range(0, 20).forEach(i -> assertThat(near.get(KEY)).isEqualTo("old"));
        assertThat(statistics(near).getNearCacheHits()).isEqualTo(hits);
        source.rows.put(KEY, "new");
        source.letGo();
        awaitValue(near, "new");
    }

    // --- what others pay ---------------------------------------------------------------------------------------------

    @Test
    void get_cacheWithoutRefreshes_asksForNoTime() {
        LarderCache<String, String> plain = open(
                hereManager, "free", settings -> settings.nearCache(false).expireAfterWrite(Duration.ofMinutes(1)));
        source.rows.put(KEY, "row");
        assertThat(plain.get(KEY)).isEqualTo("row");
        long before = larder.deployment().commandCounts().getOrDefault("pttl", 0L);
        assertThat(plain.get(KEY)).isEqualTo("row");
        plain.getAll(Set.of(KEY));
        assertThat(larder.deployment().commandCounts().getOrDefault("pttl", 0L)).isEqualTo(before);
    }

    private List<String> refreshLeases() {
        return larder.deployment().keys().stream()
                .filter(name -> name.contains("}:l:"))
                .toList();
    }

    private static LarderStatisticsMXBean statistics(LarderCache<?, ?> cache) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        String manager = cache.getCacheManager().getURI().toString().replaceAll("[,:=\n]", ".");
        try {
            ObjectName name = new ObjectName(
                    "javax.cache:type=CacheStatistics,CacheManager=" + manager + ",Cache=" + cache.getName());
            return JMX.newMXBeanProxy(server, name, LarderStatisticsMXBean.class);
        } catch (MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    /** Where values come from; holds one caller where the test wants it held. */
    private static final class Source implements OneByOneLoader<String, String> {

        private final Map<String, String> rows = new ConcurrentHashMap<>();
        private final List<String> loads = new CopyOnWriteArrayList<>();
        private final Semaphore held = new Semaphore(0);
        private final Semaphore free = new Semaphore(0);
        private final AtomicInteger inside = new AtomicInteger();
        private volatile boolean holding;
        private volatile @Nullable RuntimeException failure;
        private volatile long takesMillis;

        /** Holds the next who comes here, once. */
        void hold() {
            holding = true;
        }

        void awaitHeld() {
            held.acquireUninterruptibly();
        }

        void letGo() {
            free.release();
        }

        boolean isIdle() {
            return inside.get() == 0;
        }

        @Override
        public @Nullable String load(String key) {
            inside.incrementAndGet();
            try {
                loads.add(key);
                if (holding) {
                    holding = false;
                    held.release();
                    free.acquire();
                }
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(takesMillis);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(1_000_000);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("closed", e);
            } finally {
                inside.decrementAndGet();
            }
            RuntimeException failing = failure;
            if (failing != null) {
                throw failing;
            }
            return rows.get(key);
        }
    }
}
