package io.larder.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import io.larder.Tagger;
import io.larder.WarmUp;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Taggers: every write asks them, and no load outruns an invalidation. */
@ParameterizedClass
@EnumSource(Topology.class)
@Timeout(60)
class TaggerIT {

    @RegisterExtension
    final LarderCaches larder;

    TaggerIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    /** The text in front of the colon; a value without one has no tags. */
    static Set<String> tagOf(String value) {
        int colon = value.indexOf(':');
        return colon < 0 ? Set.of() : Set.of(value.substring(0, colon));
    }

    private static LarderCacheConfiguration.Builder<String, String> untagged() {
        return LarderCacheConfiguration.builder(String.class, String.class);
    }

    private static LarderCacheConfiguration.Builder<String, String> tagged() {
        return untagged().taggerFactory(() -> (Tagger<Object, String>) (key, value) -> tagOf(value));
    }

    @SuppressWarnings("unchecked")
    private LarderCache<String, String> open(LarderCacheConfiguration.Builder<String, String> configuration) {
        return larder.cache(configuration.build()).unwrap(LarderCache.class);
    }

    /** Every operation that can put "red:1" under a key that is absent, or where that must be, has another value. */
    private static Map<String, Consumer<LarderCache<String, String>>> writes() {
        Map<String, Consumer<LarderCache<String, String>>> writes = new LinkedHashMap<>();
        writes.put("put", cache -> cache.put("k", "red:1"));
        writes.put("putWithOptions", cache -> cache.put("k", "red:1", EntryOptions.none()));
        writes.put("getAndPut", cache -> cache.getAndPut("k", "red:1"));
        writes.put("putAll", cache -> cache.putAll(Map.of("k", "red:1", "other", "plain")));
        writes.put("putIfAbsent", cache -> cache.putIfAbsent("k", "red:1"));
        writes.put(
                "invoke",
                cache -> cache.invoke("k", (entry, arguments) -> {
                    entry.setValue("red:1");
                    return null;
                }));
        writes.put("replace", cache -> {
            cache.put("k", "blue:1");
            cache.replace("k", "red:1");
        });
        writes.put("replaceExpected", cache -> {
            cache.put("k", "blue:1");
            cache.replace("k", "blue:1", "red:1");
        });
        writes.put("getAndReplace", cache -> {
            cache.put("k", "blue:1");
            cache.getAndReplace("k", "red:1");
        });
        writes.put("asyncPut", cache -> join(cache.async().put("k", "red:1")));
        writes.put("asyncPutAll", cache -> join(cache.async().putAll(Map.of("k", "red:1"))));
        writes.put("asyncPutIfAbsent", cache -> join(cache.async().putIfAbsent("k", "red:1")));
        writes.put("asyncGetAndPut", cache -> join(cache.async().getAndPut("k", "red:1")));
        return writes;
    }

    private static <T> T join(java.util.concurrent.CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Every operation that loads an absent "k". */
    private static Map<String, Consumer<LarderCache<String, String>>> loads() {
        Map<String, Consumer<LarderCache<String, String>>> loads = new LinkedHashMap<>();
        loads.put("get", cache -> cache.get("k"));
        loads.put("getAll", cache -> cache.getAll(Set.of("k", "other")));
        loads.put("loadAll", cache -> loadAll(cache, false));
        loads.put("loadAllReplacing", cache -> loadAll(cache, true));
        loads.put("warmUp", cache -> join(cache.warmUp(Stream.of("k"), WarmUp.defaults())));
        loads.put("asyncGet", cache -> join(cache.async().get("k")));
        return loads;
    }

    /** Those, and what loads otherwise than by itself: by a function, or within a processor, which then runs again. */
    private static Map<String, Consumer<LarderCache<String, String>>> allLoads() {
        Map<String, Consumer<LarderCache<String, String>>> loads = loads();
        loads.put("asyncGetAll", cache -> join(cache.async().getAll(Set.of("k", "other"))));
        loads.put("asyncLoadAll", cache -> join(cache.async().loadAll(Set.of("k"), true)));
        loads.put("computeIfAbsent", cache -> cache.computeIfAbsent("k", key -> "red:computed"));
        loads.put("invoke", cache -> cache.invoke("k", (entry, arguments) -> entry.getValue()));
        loads.put("asyncInvoke", cache -> join(cache.async().invoke("k", (entry, arguments) -> entry.getValue())));
        return loads;
    }

    private static void loadAll(Cache<String, String> cache, boolean replaceExisting) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("k"), replaceExisting, done);
        try {
            done.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void writes_ofEveryKind_haveTheTaggersTags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        writes().forEach((name, write) -> {
            for (boolean throughWriter : new boolean[] {false, true}) {
                LarderCache<String, String> cache =
                        open(tagged().writeThrough(throughWriter).cacheWriterFactory(KeepingWriter::new));
                write.accept(cache);
                tags.put(name + throughWriter, cache.tags("k"));
                cache.invalidateTag("red");
                assertThat(cache.containsKey("k")).as(name).isFalse();
                cache.close();
            }
        });
        assertThat(tags)
                .hasSize(26)
                .allSatisfy((name, found) -> assertThat(found).containsExactly("red"));
    }

    @Test
    void loads_ofEveryKind_haveTheTaggersTags() {
        Map<String, Set<String>> tags = new TreeMap<>();
        allLoads().forEach((name, load) -> {
            LarderCache<String, String> cache =
                    open(tagged().readThrough(true).cacheLoaderFactory(() -> new Loading(key -> "red:loaded")));
            load.accept(cache);
            tags.put(name, cache.tags("k"));
            cache.close();
        });
        assertThat(tags)
                .hasSize(11)
                .allSatisfy((name, found) -> assertThat(found).containsExactly("red"));
    }

    @Test
    void put_withTagsOfItsOwn_hasBoth() {
        LarderCache<String, String> cache = open(tagged());
        cache.put("k", "red:1", EntryOptions.none().withTags("own", "red"));
        assertThat(cache.tags("k")).containsExactlyInAnyOrder("own", "red");
        cache.put("k", "plain");
        assertThat(cache.tags("k")).isEmpty();
    }

    @Test
    void tagger_perWrite_isAskedOnceInTheThreadThatWrites() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        LarderCache<String, String> cache = open(untagged().taggerFactory(() -> {
            made.incrementAndGet();
            return (Tagger<String, String>) (key, value) -> {
                threads.add(Thread.currentThread());
                return Set.of("red");
            };
        }));
        cache.put("k", "1");
        cache.putAll(Map.of("a", "1", "b", "2"));
        cache.replace("k", "1", "2");
        assertThat(threads).hasSize(4).containsOnly(Thread.currentThread());
        assertThat(made).hasValue(1);
    }

    @Test
    void load_whileItsTagIsInvalidated_isNeverKept() throws Exception {
        List<String> kept = new ArrayList<>();
        for (Map.Entry<String, Consumer<LarderCache<String, String>>> load : loads().entrySet()) {
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch invalidated = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            LarderCache<String, String> cache = open(tagged().readThrough(true)
                    .cacheLoaderFactory(() -> new Loading(key -> {
                        if (key.equals("k") && runs.incrementAndGet() == 1) {
                            loading.countDown();
                            await(invalidated);
                        }
                        return "red:" + key + runs.get();
                    })));
            cache.put("green", "green:1");
            CompletableFuture<Void> loader =
                    CompletableFuture.runAsync(() -> load.getValue().accept(cache));
            await(loading);
            cache.invalidateTag("red");
            invalidated.countDown();
            loader.get(30, TimeUnit.SECONDS);

            if (cache.containsKey("k")) {
                kept.add(load.getKey());
            } else {
                assertThat(cache.get("k")).isEqualTo("red:k2");
                assertThat(cache.containsKey("k")).isTrue();
            }
            assertThat(cache.containsKey("green")).isTrue();
            cache.close();
        }
        assertThat(kept).isEmpty();
    }

    @Test
    void load_whileOtherTagsAreInvalidated_isKept() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch invalidated = new CountDownLatch(1);
        LarderCache<String, String> cache = open(tagged().readThrough(true)
                .cacheLoaderFactory(() -> new Loading(key -> {
                    loading.countDown();
                    await(invalidated);
                    return "red:1";
                })));
        CompletableFuture<String> got = CompletableFuture.supplyAsync(() -> cache.get("k"));
        await(loading);
        cache.invalidateTag("green");
        invalidated.countDown();
        assertThat(got.get(30, TimeUnit.SECONDS)).isEqualTo("red:1");
        assertThat(cache.containsKey("k")).isTrue();
    }

    @Test
    void invoke_thatLoadsWhileTheTagIsInvalidated_runsAgain() throws Exception {
        for (boolean writes : new boolean[] {false, true}) {
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch invalidated = new CountDownLatch(1);
            AtomicInteger runs = new AtomicInteger();
            LarderCache<String, String> cache = open(tagged().readThrough(true)
                    .cacheLoaderFactory(() -> new Loading(key -> {
                        if (runs.incrementAndGet() == 1) {
                            loading.countDown();
                            await(invalidated);
                        }
                        return "red:" + runs.get();
                    })));
            CompletableFuture<String> result =
                    CompletableFuture.supplyAsync(() -> cache.invoke("k", (entry, arguments) -> {
                        String value = entry.getValue();
                        if (writes) {
                            entry.setValue(value + "!");
                        }
                        return value;
                    }));
            await(loading);
            cache.invalidateTag("red");
            invalidated.countDown();
            assertThat(result.get(30, TimeUnit.SECONDS)).isEqualTo("red:2");
            assertThat(cache.get("k")).isEqualTo(writes ? "red:2!" : "red:2");
            cache.close();
        }
    }

    @Test
    void computeIfAbsent_withTagsWhileOneIsInvalidated_isNotKeptAndLeavesNoLease() throws Exception {
        LoadOptions options = LoadOptions.none().withTags("red", "round");
        for (boolean shared : new boolean[] {true, false}) {
            CountDownLatch loading = new CountDownLatch(1);
            CountDownLatch invalidated = new CountDownLatch(1);
            LarderCache<String, String> cache =
                    open(untagged().settings(c -> c.loadLease(shared ? Duration.ofHours(1) : Duration.ZERO)));
            CompletableFuture<String> overtaken = CompletableFuture.supplyAsync(() -> cache.computeIfAbsent(
                    "k",
                    key -> {
                        loading.countDown();
                        await(invalidated);
                        return "old";
                    },
                    options));
            await(loading);
            cache.invalidateTag("red");
            invalidated.countDown();
            assertThat(overtaken.get(30, TimeUnit.SECONDS)).isEqualTo("old");
            assertThat(cache.containsKey("k")).isFalse();

            assertThat(cache.computeIfAbsent("k", key -> "new", options)).isEqualTo("new");
            assertThat(cache.tags("k")).containsExactlyInAnyOrder("red", "round");
            cache.close();
        }
    }

    @Test
    void computeIfAbsent_withTagsWhileAnotherIsInvalidated_isKept() {
        LarderCache<String, String> cache = open(untagged());
        String got = cache.computeIfAbsent(
                "k",
                key -> {
                    cache.invalidateTag("green");
                    return "red";
                },
                LoadOptions.none().withTags("red"));
        assertThat(got).isEqualTo("red");
        assertThat(cache.containsKey("k")).isTrue();
    }

    @Test
    void getAll_thatLoadsWhileATagIsInvalidated_keepsTheOthersAndLeavesNoLease() {
        LarderCache<String, String> cache = invalidatedInFirstLoad((key, run) -> key + ":" + run);
        assertThat(cache.getAll(Set.of("red", "green"))).hasSize(2);
        assertThat(cache.containsKey("red")).isFalse();
        assertThat(cache.containsKey("green")).isTrue();
        assertThat(cache.get("red")).isEqualTo("red:3");
    }

    /** A cache that loads by a function of key and number of the load, and while it loads the first time, "red" is invalidated. */
    private LarderCache<String, String> invalidatedInFirstLoad(BiFunction<String, Integer, String> values) {
        AtomicInteger runs = new AtomicInteger();
        List<LarderCache<String, String>> opened = new CopyOnWriteArrayList<>();
        opened.add(open(tagged().readThrough(true)
                .settings(c -> c.loadLease(Duration.ofHours(1)))
                .cacheLoaderFactory(() -> new Loading(key -> {
                    if (runs.incrementAndGet() == 1) {
                        opened.get(0).invalidateTag("red");
                    }
                    return values.apply(key, runs.get());
                }))));
        return opened.get(0);
    }

    @Test
    void getAll_whoseTaggerFails_leavesNoLease() {
        AtomicBoolean failing = new AtomicBoolean(true);
        LarderCache<String, String> cache = open(untagged()
                .taggerFactory(() -> (Tagger<String, String>) (key, value) -> {
                    if (failing.get()) {
                        throw new IllegalStateException("no");
                    }
                    return Set.of("red");
                })
                .readThrough(true)
                .settings(c -> c.loadLease(Duration.ofHours(1)))
                .cacheLoaderFactory(() -> new Loading(key -> "of " + key)));
        assertThatThrownBy(() -> cache.getAll(Set.of("a", "b"))).hasMessageContaining("LRD-416");
        failing.set(false);
        assertThat(cache.getAll(Set.of("a", "b"))).hasSize(2);
        assertThat(cache.tags("a")).containsExactly("red");
    }

    @Test
    void invoke_thatLoadsWhileTheTagIsInvalidated_leavesNoLease() {
        LarderCache<String, String> cache = invalidatedInFirstLoad((key, run) -> run == 2 ? null : "red:" + run);
        String result = cache.invoke("k", (entry, arguments) -> entry.getValue());
        assertThat(result).isNull();
        assertThat(cache.get("k")).isEqualTo("red:3");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tagger_thatFails_letsNothingBeWritten() {
        Map<String, Tagger<String, String>> failing = new LinkedHashMap<>();
        failing.put("throws", (key, value) -> {
            throw new IllegalStateException("no");
        });
        failing.put("empty", (key, value) -> Set.of(""));
        failing.put("long", (key, value) -> Set.of("x".repeat(201)));
        failing.forEach((name, tagger) -> writes().forEach((operation, write) -> {
            KeepingWriter writer = new KeepingWriter();
            LarderCache<String, String> cache = open(untagged()
                    .taggerFactory(() -> (Tagger<String, String>)
                            (key, value) -> value.startsWith("red") ? tagger.tags(key, value) : Set.of())
                    .writeThrough(operation.length() % 2 == 0)
                    .cacheWriterFactory(() -> writer));
            assertThatThrownBy(() -> write.accept(cache))
                    .as(name + " " + operation)
                    .satisfies(e -> assertThat(e instanceof CacheException ? e : e.getCause())
                            .isInstanceOf(CacheException.class)
                            .hasMessageStartingWith("LRD-416: The tagger " + TaggerIT.class.getName())
                            .hasCauseInstanceOf(RuntimeException.class));
            assertThat(cache.get("k")).isNotEqualTo("red:1");
            assertThat(cache.containsKey("other")).isFalse();
            assertThat(writer.written).doesNotContain("k=red:1", "other=plain");
            cache.close();
        }));
    }

    @Test
    void tagger_configuredByItsClass_isMadeAndClosedWithTheCache() {
        CacheManager manager = larder.anotherManager(
                TaggerIT.class.getClassLoader(),
                larder.configuration().caches("by-*", c -> c.taggerClass(ByName.class.getName())));
        Cache<String, String> cache = manager.createCache("by-name", untagged().build());
        cache.put("k", "red:1");
        assertThat(tags(cache, "k")).containsExactly("by name");
        int closed = ByName.CLOSED.get();
        cache.close();
        assertThat(ByName.CLOSED).hasValue(closed + 1);

        Cache<String, String> inCode = manager.createCache("by-code", tagged().build());
        inCode.put("k", "red:1");
        assertThat(tags(inCode, "k")).containsExactly("red");
    }

    @SuppressWarnings("unchecked")
    private static Set<String> tags(Cache<String, String> cache, String key) {
        return cache.unwrap(LarderCache.class).tags(key);
    }

    @Test
    void tagger_classThatCannotBeOne_isRefusedWhenTheCacheIsCreated() {
        Map.of(
                        "no.such.Tagger",
                        "LRD-114",
                        String.class.getName(),
                        "LRD-115",
                        NotPublic.class.getName(),
                        "LRD-115",
                        WithArguments.class.getName(),
                        "LRD-115",
                        Abstract.class.getName(),
                        "LRD-115",
                        Failing.class.getName(),
                        "LRD-404")
                .forEach((name, id) -> assertThatThrownBy(() -> larder.cache(
                                untagged().settings(c -> c.taggerClass(name)).build()))
                        .as(name)
                        .isInstanceOf(CacheException.class)
                        .hasMessageStartingWith(id + ": "));
        assertThatThrownBy(() -> untagged().settings(c -> c.taggerClass("")))
                .hasMessageContaining("LRD-103: The value of tagger in code is refused");
    }

    /** Loads by a function. */
    private record Loading(java.util.function.UnaryOperator<String> values) implements OneByOneLoader<String, String> {

        @Override
        public String load(String key) {
            return values.apply(key);
        }
    }

    /** Keeps what it was told. */
    static final class KeepingWriter implements OneByOneWriter<String, String> {

        final List<String> written = new ArrayList<>();

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            written.add(entry.getKey() + "=" + entry.getValue());
        }

        @Override
        public void delete(Object key) {
            written.add("-" + key);
        }
    }

    /** Configured by its name. */
    public static final class ByName implements Tagger<String, String>, Closeable {

        private static final AtomicInteger CLOSED = new AtomicInteger();

        @Override
        public Set<String> tags(String key, String value) {
            return Set.of("by name");
        }

        @Override
        public void close() {
            CLOSED.incrementAndGet();
        }
    }

    static final class NotPublic implements Tagger<String, String> {

        public NotPublic() {}

        @Override
        public Set<String> tags(String key, String value) {
            return Set.of();
        }
    }

    public static final class WithArguments implements Tagger<String, String> {

        public WithArguments(String tag) {}

        @Override
        public Set<String> tags(String key, String value) {
            return Set.of();
        }
    }

    public abstract static class Abstract implements Tagger<String, String> {}

    public static final class Failing implements Tagger<String, String> {

        public Failing() {
            throw new IllegalStateException("no");
        }

        @Override
        public Set<String> tags(String key, String value) {
            return Set.of();
        }
    }
}
