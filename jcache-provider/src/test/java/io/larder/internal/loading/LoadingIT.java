package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.CacheSettings;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import io.larder.testing.RedisError;
import io.larder.testing.RedisNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads of two managers, which know of each other as little as two JVMs do. */
@Timeout(60)
@ParameterizedClass
@EnumSource(Topology.class)
class LoadingIT {

    private static final String KEY = "key";

    @RegisterExtension
    final LarderCaches larder;

    private final Database database = new Database();
    private LarderCache<String, String> here;
    private LarderCache<String, String> there;
    private CacheManager thereManager;

    LoadingIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @BeforeEach
    void openCaches() {
        here = open(larder.anotherManager(), "loaded", settings -> {});
        thereManager = larder.anotherManager();
        there = open(thereManager, "loaded", settings -> {});
    }

    @SuppressWarnings("unchecked") // the cache is made with these types
    private LarderCache<String, String> open(
            CacheManager manager, String name, Consumer<CacheSettings.Builder> settings) {
        return manager.createCache(
                        name,
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .readThrough(true)
                                .cacheLoaderFactory(() -> database)
                                .writeThrough(true)
                                .cacheWriterFactory(() -> database)
                                .settings(settings)
                                .build())
                .unwrap(LarderCache.class);
    }

    // --- once ------------------------------------------------------------------------------------------------------

    @Test
    void get_manyThreadsOfTwoManagers_loadsOnceAndEachHasACopy() {
        database.rows.put(KEY, "row");
        database.hold(KEY);
        List<Call<@Nullable String>> calls = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> calls.add(new Call<>(() -> (i % 2 == 0 ? here : there).get(KEY))));
        database.awaitHeld();
        calls.forEach(Call::awaitWaitingOrHeld);
        database.letGo();
        calls.forEach(call -> assertThat(call.result()).isEqualTo("row"));
        assertThat(database.loads).containsExactly(KEY);
    }

    @Test
    void get_loadLongerThanTheLease_staysOne() {
        LarderCache<String, String> one =
                open(larder.anotherManager(), "short", s -> s.loadLease(Duration.ofMillis(1_500)));
        LarderCache<String, String> two =
                open(larder.anotherManager(), "short", s -> s.loadLease(Duration.ofMillis(1_500)));
        database.rows.put(KEY, "row");
        database.takesMillis = 4_000;
        Call<@Nullable String> first = new Call<>(() -> one.get(KEY));
        first.awaitWaitingOrHeld();
        assertThat(two.get(KEY)).isEqualTo("row");
        assertThat(first.result()).isEqualTo("row");
        assertThat(database.loads).containsExactly(KEY);
    }

    @Test
    void getAll_overlappingKeysOfTwoManagers_loadsEachOnce() {
        IntStream.range(0, 9).forEach(i -> database.rows.put("k" + i, "row" + i));
        database.takesMillis = 50;
        Call<Map<String, String>> one = new Call<>(() -> here.getAll(keys(0, 6)));
        Call<Map<String, String>> two = new Call<>(() -> there.getAll(keys(3, 9)));
        Call<Map<String, String>> three = new Call<>(() -> here.getAll(keys(2, 8)));
        assertThat(one.result()).hasSize(6).containsEntry("k5", "row5");
        assertThat(two.result()).hasSize(6).containsEntry("k3", "row3");
        assertThat(three.result()).hasSize(6).containsEntry("k7", "row7");
        assertThat(database.loads).doesNotHaveDuplicates().hasSize(9);
    }

    @Test
    void loadAll_whatAnotherLoads_isNotLoadedOnceMore() throws Exception {
        database.rows.putAll(Map.of(KEY, "row", "other", "row"));
        database.hold(KEY);
        Call<@Nullable String> get = new Call<>(() -> there.get(KEY));
        database.awaitHeld();
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        here.loadAll(Set.of(KEY, "other"), false, loaded);
        await().until(() -> database.loads.contains("other"));
        assertThat(loaded).isNotDone();
        database.letGo();
        loaded.get(30, TimeUnit.SECONDS);
        assertThat(get.result()).isEqualTo("row");
        assertThat(database.loads).containsExactlyInAnyOrder(KEY, "other");
    }

    @Test
    void computeIfAbsent_absent_putsWithItsOptionsOnce() {
        AtomicInteger calls = new AtomicInteger();
        LoadOptions brief = LoadOptions.none().withTtl(Duration.ofMillis(300));
        assertThat(here.computeIfAbsent(KEY, key -> key + calls.incrementAndGet(), brief))
                .isEqualTo("key1");
        assertThat(there.computeIfAbsent(KEY, key -> key + calls.incrementAndGet()))
                .isEqualTo("key1");
        await().until(() -> !there.containsKey(KEY));
        assertThat(there.computeIfAbsent(KEY, key -> key + calls.incrementAndGet()))
                .isEqualTo("key2");
        assertThat(database.loads).isEmpty();
        assertThat(database.rows).as("a loaded value is not written").isEmpty();
    }

    @Test
    void computeIfAbsent_functionFails_isALoaderExceptionAndLeavesNothing() {
        assertThatExceptionOfType(CacheLoaderException.class)
                .isThrownBy(() -> here.computeIfAbsent(KEY, key -> {
                    throw new IllegalStateException("broken");
                }))
                .withMessageContaining("LRD-428")
                .withCauseInstanceOf(IllegalStateException.class);
        assertThat(there.computeIfAbsent(KEY, key -> "value")).isEqualTo("value");
    }

    @Test
    void get_loaderHasNothing_isNullForAllAndLeavesNothing() {
        database.hold(KEY);
        Call<@Nullable String> first = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> second = new Call<>(() -> here.get(KEY));
        second.awaitWaiting();
        database.letGo();
        assertThat(first.result()).isNull();
        assertThat(second.result()).isNull();
        assertThat(database.loads).containsExactly(KEY);
        assertThat(larder.deployment().keys()).noneMatch(name -> name.contains(":e:"));
    }

    // --- what comes between ----------------------------------------------------------------------------------------

    @Test
    void get_putRemoveOrClearDuringLoad_isNotOverwrittenByTheLoad() {
        Map<String, Consumer<Cache<String, String>>> changes = Map.of(
                "put", cache -> cache.put("put", "new"),
                "putAll", cache -> cache.putAll(Map.of("putAll", "new")),
                "invoke",
                        cache -> cache.invoke("invoke", (entry, none) -> {
                            entry.setValue("new");
                            return true;
                        }),
                "remove", cache -> cache.remove("remove"),
                "getAndRemove", cache -> cache.getAndRemove("getAndRemove"),
                "removeAll", cache -> cache.removeAll(Set.of("removeAll")),
                "clear", Cache::clear);
        changes.forEach((key, change) -> {
            database.rows.put(key, "old");
            database.hold(key);
            Call<@Nullable String> load = new Call<>(() -> here.get(key));
            database.awaitHeld();
            change.accept(there);
            boolean put = database.rows.getOrDefault(key, "").equals("new");
            database.letGo();
            assertThat(load.result()).as("answer to who loaded before " + key).isEqualTo("old");
            assertThat(there.containsKey(key)).as("an entry after " + key).isEqualTo(put);
            if (put) {
                assertThat(here.get(key)).isEqualTo("new");
            }
        });
    }

    @Test
    void invoke_removedWhileItLoads_runsAgainOnWhatIsThere() {
        Cache<String, String> cache = larder.anotherManager()
                .createCache(
                        "unwritten",
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .readThrough(true)
                                .cacheLoaderFactory(() -> database)
                                .build());
        for (boolean written : List.of(true, false)) {
            database.rows.put(KEY, "old");
            database.hold(KEY);
            Call<String> invoke = new Call<>(() -> cache.invoke(KEY, (entry, none) -> {
                String seen = entry.getValue();
                if (written) {
                    entry.setValue(seen + "!");
                }
                return seen;
            }));
            database.awaitHeld();
            cache.remove(KEY);
            database.rows.put(KEY, "new");
            database.letGo();
            assertThat(invoke.result()).isEqualTo("new");
            assertThat(cache.get(KEY)).isEqualTo(written ? "new!" : "new");
            cache.remove(KEY);
        }
    }

    @Test
    void invoke_loadsThenWritesThrough_putsWhatItMade() {
        database.rows.put(KEY, "row");
        here.invoke(KEY, (entry, none) -> {
            entry.setValue(entry.getValue() + "!");
            return true;
        });
        assertThat(there.get(KEY)).isEqualTo("row!").isEqualTo(database.rows.get(KEY));
        assertThat(database.writes).containsExactly(KEY);
    }

    @Test
    void invoke_loaderHasNothing_leavesNothing() {
        assertThat(here.<String>invoke(KEY, (entry, none) -> "saw " + entry.getValue()))
                .isEqualTo("saw null");
        assertThat(larder.deployment().keys()).noneMatch(name -> name.contains(":e:"));
    }

    @Test
    void get_sweepAfterAClearDuringLoad_leavesTheLoadAlone() {
        here.put("orphan", "value");
        there.clear();
        database.rows.put(KEY, "row");
        database.hold(KEY);
        Call<@Nullable String> load = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        await().until(() -> larder.deployment().keys().stream().noneMatch(name -> name.endsWith("orphan")));
        database.letGo();
        assertThat(load.result()).isEqualTo("row");
        assertThat(there.containsKey(KEY)).isTrue();
    }

    @Test
    void get_waiterOfALoadThatARemovalCameBefore_readsAgain() {
        database.rows.put(KEY, "old");
        database.hold(KEY);
        Call<@Nullable String> leader = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> follower = new Call<>(() -> here.get(KEY));
        follower.awaitWaiting();
        there.remove(KEY);
        database.rows.put(KEY, "new");
        database.letGo();
        assertThat(leader.result()).isEqualTo("old");
        assertThat(follower.result()).isEqualTo("new");
        assertThat(there.get(KEY)).isEqualTo("new");
    }

    @Test
    void put_removedWhileTheWriterWrites_leavesWhatTheDatabaseHas() {
        database.hold("wrote " + KEY);
        Call<Boolean> put = new Call<>(() -> {
            here.put(KEY, "value");
            return true;
        });
        database.awaitHeld();
        assertThat(there.remove(KEY)).isFalse();
        assertThat(database.rows).isEmpty();
        database.letGo();
        put.result();
        assertThat(there.get(KEY)).isEqualTo(database.rows.get(KEY));
        assertThat(database.writes).as("once, and once more after the removal").containsExactly(KEY, KEY);
    }

    @Test
    void putAll_removedWhileTheWriterWrites_leavesWhatTheDatabaseHas() {
        database.hold("wrote " + KEY);
        Call<Boolean> put = new Call<>(() -> {
            here.putAll(Map.of(KEY, "value", "other", "value"));
            return true;
        });
        database.awaitHeld();
        assertThat(there.remove(KEY)).isFalse();
        database.letGo();
        put.result();
        assertThat(there.containsKey(KEY)).isFalse();
        assertThat(there.get("other")).isEqualTo("value");
    }

    @Test
    void put_writerFails_leavesNothingBehind() {
        database.failing = true;
        assertThatThrownBy(() -> here.put(KEY, "value")).isInstanceOf(CacheWriterException.class);
        assertThatThrownBy(() -> here.putAll(Map.of(KEY, "value"))).isInstanceOf(CacheWriterException.class);
        database.failing = false;
        await().until(() -> larder.deployment().keys().stream().noneMatch(name -> name.contains(":e:")));
    }

    @Test
    void put_ofTwoManagersAtOnce_bothComeThroughAndAgreeWithTheDatabase() {
        database.hold("write " + KEY);
        Call<Boolean> one = new Call<>(() -> {
            here.put(KEY, "one");
            return true;
        });
        database.awaitHeld();
        there.put(KEY, "two");
        database.letGo();
        one.result();
        assertThat(there.get(KEY)).isEqualTo("one").isEqualTo(database.rows.get(KEY));
    }

    // --- failures --------------------------------------------------------------------------------------------------

    @Test
    void get_loaderFails_allWhoWaitedLearnItAndTheNextLoads() {
        database.rows.put(KEY, "row");
        database.failing = true;
        database.hold(KEY);
        Call<@Nullable String> leader = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> local = new Call<>(() -> here.get(KEY));
        Call<@Nullable String> remote = new Call<>(() -> there.get(KEY));
        Call<Map<String, String>> remoteOfMany = new Call<>(() -> there.getAll(Set.of(KEY)));
        List.of(local, remote).forEach(Call::awaitWaiting);
        remoteOfMany.awaitWaiting();
        database.letGo();
        List.of(leader, local, remote)
                .forEach(call -> assertThat(call.failure()).isInstanceOf(CacheLoaderException.class));
        assertThat(remoteOfMany.failure()).isInstanceOf(CacheLoaderException.class);
        assertThat(remote.failure()).hasMessageContaining("LRD-427").hasMessageContaining("IllegalStateException");
        assertThat(database.loads).containsExactly(KEY);
        database.failing = false;
        assertThat(there.get(KEY)).isEqualTo("row");
        assertThat(database.loads).containsExactly(KEY, KEY);
    }

    @Test
    void get_waiterInterrupted_stopsWaitingAndHoldsUpNobody() {
        database.rows.put(KEY, "row");
        database.hold(KEY);
        Call<@Nullable String> leader = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> local = new Call<>(() -> here.get(KEY));
        Call<@Nullable String> remote = new Call<>(() -> there.get(KEY));
        local.awaitWaiting();
        remote.awaitWaiting();
        Call<@Nullable String> behindRemote = new Call<>(() -> there.get(KEY));
        behindRemote.awaitWaiting();
        local.interrupt();
        remote.interrupt();
        assertThat(local.failure()).isInstanceOf(CacheException.class).hasMessageContaining("LRD-426");
        assertThat(remote.failure()).isInstanceOf(CacheException.class).hasMessageContaining("LRD-");
        database.letGo();
        assertThat(leader.result()).isEqualTo("row");
        assertThat(behindRemote.result()).isEqualTo("row");
        assertThat(database.loads).containsExactly(KEY);
    }

    @Test
    void close_whileOthersWait_letsThemGo() {
        database.rows.put(KEY, "row");
        database.hold(KEY);
        Call<@Nullable String> leader = new Call<>(() -> here.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> remote = new Call<>(() -> there.get(KEY));
        remote.awaitWaiting();
        Call<@Nullable String> behindRemote = new Call<>(() -> there.get(KEY));
        behindRemote.awaitWaiting();
        there.close();
        assertThat(remote.failure()).isInstanceOf(IllegalStateException.class).hasMessageContaining("LRD-411");
        assertThat(behindRemote.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LRD-411");
        database.letGo();
        assertThat(leader.result()).isEqualTo("row");
    }

    @Test
    void loader_asksForItsOwnKey_isRefused() {
        assertThatThrownBy(() -> here.computeIfAbsent(KEY, key -> here.get(KEY)))
                .isInstanceOf(CacheException.class)
                .rootCause()
                .hasMessageContaining("LRD-425");
        database.rows.put(KEY, "row");
        assertThat(here.get(KEY)).isEqualTo("row");
    }

    @Test
    void loader_asksForAnotherKey_getsIt() {
        database.rows.put("other", "row");
        assertThat(here.computeIfAbsent(KEY, key -> here.get("other") + "!")).isEqualTo("row!");
        assertThat(there.get(KEY)).isEqualTo("row!");
    }

    @Test
    void loaders_thatAskForEachOthersKeys_areRefusedRatherThanStuck() {
        CountDownLatch both = new CountDownLatch(2);
        Call<@Nullable String> one = new Call<>(() -> here.computeIfAbsent("a", key -> crossing(both, "b")));
        Call<@Nullable String> two = new Call<>(() -> here.computeIfAbsent("b", key -> crossing(both, "a")));
        assertThat(one.failure()).isInstanceOf(CacheException.class);
        assertThat(two.failure()).isInstanceOf(CacheException.class);
    }

    private @Nullable String crossing(CountDownLatch both, String other) {
        both.countDown();
        try {
            both.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return here.computeIfAbsent(other, key -> "never");
    }

    @Test
    void get_withoutLease_loadsOncePerManager() {
        LarderCache<String, String> one = open(larder.anotherManager(), "local", s -> s.loadLease(Duration.ZERO));
        LarderCache<String, String> two = open(larder.anotherManager(), "local", s -> s.loadLease(Duration.ZERO));
        database.rows.put(KEY, "row");
        database.hold(KEY);
        Call<@Nullable String> first = new Call<>(() -> one.get(KEY));
        database.awaitHeld();
        Call<@Nullable String> second = new Call<>(() -> one.get(KEY));
        second.awaitWaiting();
        assertThat(two.get(KEY)).isEqualTo("row");
        database.letGo();
        assertThat(first.result()).isEqualTo("row");
        assertThat(second.result()).isEqualTo("row");
        assertThat(database.loads).containsExactly(KEY, KEY);
    }

    @Test
    void get_absenceRemembered_asksTheLoaderOnceUntilSomethingChanges() {
        Consumer<CacheSettings.Builder> minute = s -> s.nullTtl(Duration.ofMinutes(1));
        LarderCache<String, String> one = open(larder.anotherManager(), "nulls", minute);
        LarderCache<String, String> two = open(larder.anotherManager(), "nulls", minute);
        assertThat(one.get(KEY)).isNull();
        assertThat(two.get(KEY)).isNull();
        assertThat(two.getAll(Set.of(KEY))).isEmpty();
        assertThat(two.computeIfAbsent(KEY, key -> "not asked")).isNull();
        assertThat(one.containsKey(KEY)).isFalse();
        assertThat(one).isEmpty();
        assertThat(database.loads).containsExactly(KEY);
        database.rows.put(KEY, "row");
        assertThat(two.get(KEY)).isNull();
        two.remove(KEY);
        database.rows.put(KEY, "row");
        assertThat(one.get(KEY)).isEqualTo("row");
        assertThat(database.loads).containsExactly(KEY, KEY);
    }

    @Test
    void get_absenceRemembered_endsWithItsTimeAndWithAPut() {
        LarderCache<String, String> cache =
                open(larder.anotherManager(), "nulls", s -> s.nullTtl(Duration.ofMillis(300)));
        assertThat(cache.get(KEY)).isNull();
        database.rows.put(KEY, "row");
        await().until(() -> cache.get(KEY) != null);
        assertThat(cache.get("other")).isNull();
        assertThat(cache.putIfAbsent("other", "put")).isTrue();
        assertThat(cache.get("other")).isEqualTo("put");
        assertThat(cache.get("third")).isNull();
        cache.put("third", "put");
        assertThat(cache.get("third")).isEqualTo("put");
    }

    @Test
    void nullTtl_withoutLease_isRefused() {
        assertThatThrownBy(() -> open(
                        larder.anotherManager(),
                        "refused",
                        s -> s.nullTtl(Duration.ofMinutes(1)).loadLease(Duration.ZERO)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-118");
    }

    @Test
    void ttlJitter_ofManyEntries_spreadsTheirExpiry() {
        LarderCache<String, String> cache =
                open(thereManager, "spread", s -> s.ttlJitter(50).expireAfterWrite(Duration.ofMinutes(10)));
        database.rows.putAll(Map.of("k0", "row", "k1", "row", "k2", "row"));
        cache.getAll(keys(0, 3));
        IntStream.range(3, 20).forEach(i -> cache.put("k" + i, "value"));
        List<Long> minutes = larder.deployment().keys().stream()
                .filter(name -> name.contains(":e:"))
                .map(this::remainingMinutes)
                .toList();
        assertThat(minutes).hasSize(20).allSatisfy(left -> assertThat(left).isBetween(4L, 10L));
        assertThat(Set.copyOf(minutes)).hasSizeGreaterThan(2);
    }

    private long remainingMinutes(String name) {
        return larder.deployment().nodes().stream()
                        .mapToLong(node -> remainingMillis(node, name))
                        .max()
                        .orElseThrow()
                / 60_000;
    }

    private static long remainingMillis(RedisNode node, String name) {
        try {
            return (Long) Objects.requireNonNull(node.command("PTTL", name));
        } catch (RedisError e) {
            return -2; // the key is another node's
        }
    }

    private static Set<String> keys(int from, int to) {
        Set<String> keys = new LinkedHashSet<>();
        IntStream.range(from, to).forEach(i -> keys.add("k" + i));
        return keys;
    }

    /** A call on a thread of its own. */
    private static final class Call<T extends @Nullable Object> {

        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final Thread thread;

        Call(Callable<T> call) {
            thread = new Thread(() -> {
                try {
                    result.complete(call.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWaiting() {
            await().pollInterval(Duration.ofMillis(2)).until(() -> isIn(Flights.class));
        }

        void awaitWaitingOrHeld() {
            await().pollInterval(Duration.ofMillis(2)).until(() -> isIn(Flights.class) || isIn(Database.class));
        }

        private boolean isIn(Class<?> place) {
            return Arrays.stream(thread.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(place.getName()));
        }

        void interrupt() {
            thread.interrupt();
        }

        T result() {
            return result.orTimeout(30, TimeUnit.SECONDS).join();
        }

        Throwable failure() {
            return result.handle((value, failure) -> failure == null ? new AssertionError("it gave " + value) : failure)
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Where values come from and go to; holds one caller where the test wants it held. */
    private static final class Database implements OneByOneLoader<String, String>, OneByOneWriter<String, String> {

        private final Map<String, String> rows = new ConcurrentHashMap<>();
        private final List<String> loads = new CopyOnWriteArrayList<>();
        private final List<String> writes = new CopyOnWriteArrayList<>();
        private final Semaphore held = new Semaphore(0);
        private final Semaphore free = new Semaphore(0);
        private volatile String heldAt = "";
        private volatile boolean failing;
        private volatile int takesMillis;

        /** Holds the next who comes here, once. */
        void hold(String at) {
            heldAt = at;
        }

        void awaitHeld() {
            held.acquireUninterruptibly();
        }

        void letGo() {
            free.release();
        }

        private void pass(String at) {
            if (at.equals(heldAt)) {
                heldAt = "";
                held.release();
                free.acquireUninterruptibly();
            }
            if (takesMillis > 0) {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(takesMillis);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
            if (failing) {
                throw new IllegalStateException("no database");
            }
        }

        @Override
        public @Nullable String load(String key) {
            String row = rows.get(key);
            loads.add(key);
            pass(key);
            return row;
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            writes.add(entry.getKey());
            pass("write " + entry.getKey());
            rows.put(entry.getKey(), entry.getValue());
            pass("wrote " + entry.getKey());
        }

        @Override
        public void delete(Object key) {
            rows.remove((String) key);
        }
    }
}
