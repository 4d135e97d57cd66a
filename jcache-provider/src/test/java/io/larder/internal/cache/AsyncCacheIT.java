package io.larder.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.EntryOptions;
import io.larder.LarderAsyncCache;
import io.larder.LarderCache;
import io.larder.fixture.CacheCounts;
import io.larder.fixture.EventRecorder;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.OwnPolicy;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriterException;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The operations for callers that do not wait: the same as the others, but for who waits and where. */
class AsyncCacheIT {

    private static final RedisDeployment REDIS = RedisServers.standalone();
    private static final String MANAGERS_THREADS = "larder-";

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(REDIS);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    /** What a cache may have that the store cannot decide alone; and one that it can. */
    enum Kind {
        PLAIN(configuration -> {}),
        TOUCHED(configuration -> configuration.setExpiryPolicyFactory(
                TouchedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.HOURS, 1)))),
        OWN_POLICY(configuration -> configuration.setExpiryPolicyFactory(new SingletonFactory<>(new OwnPolicy()))),
        LISTENER(configuration ->
                configuration.addCacheEntryListenerConfiguration(new EventRecorder<String, String>().synchronous())),
        WRITER(configuration ->
                configuration.setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(new Side()))),
        LOADER(configuration -> configuration
                .setReadThrough(true)
                .setCacheLoaderFactory(new SingletonFactory<CacheLoader<String, String>>(new NoRows())));

        @SuppressWarnings("ImmutableEnumChecker") // keeps nothing
        private final Consumer<MutableConfiguration<String, String>> part;

        Kind(Consumer<MutableConfiguration<String, String>> part) {
            this.part = part;
        }

        MutableConfiguration<String, String> configuration() {
            MutableConfiguration<String, String> configuration =
                    new MutableConfiguration<String, String>().setStatisticsEnabled(true);
            part.accept(configuration);
            return configuration;
        }
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one
    private LarderCache<String, String> cache(MutableConfiguration<String, String> configuration) {
        return (LarderCache<String, String>) larder.cache(configuration).unwrap(LarderCache.class);
    }

    private LarderCache<String, String> cache() {
        return cache(Kind.PLAIN.configuration());
    }

    /** Waits, but never without an end; throws what the stage failed with. */
    private static <T extends @Nullable Object> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        }
    }

    /** The same steps, once by each way: the same answers, the same entries, the same counts. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyOperation_answersAndCountsAsTheOneThatWaits(Kind kind) throws Exception {
        LarderCache<String, String> waiting = cache(kind.configuration());
        LarderCache<String, String> other = cache(kind.configuration());
        LarderAsyncCache<String, String> async = other.async();

        List<Object> expected = waitingAnswers(waiting);
        List<Object> answers = asyncAnswers(async);

        assertThat(answers).isEqualTo(expected);
        assertThat(content(other)).isEqualTo(content(waiting)).isNotEmpty();
        CacheStatisticsMXBean asked = CacheCounts.of(other);
        CacheStatisticsMXBean waited = CacheCounts.of(waiting);
        assertThat(List.of(
                        asked.getCacheHits(), asked.getCacheMisses(), asked.getCachePuts(), asked.getCacheRemovals()))
                .isEqualTo(List.of(
                        waited.getCacheHits(),
                        waited.getCacheMisses(),
                        waited.getCachePuts(),
                        waited.getCacheRemovals()));
    }

    private static List<Object> waitingAnswers(LarderCache<String, String> cache) {
        List<Object> answers = new ArrayList<>();
        cache.put("a", "1");
        cache.put("own", "1", EntryOptions.none().withTtl(Duration.ofHours(5)));
        cache.putAll(Map.of("b", "2", "c", "3", "d", "4", "e", "5"));
        answers.add(or(cache.get("a")));
        answers.add(or(cache.get("absent")));
        answers.add(cache.getAll(Set.of("a", "b", "absent")));
        answers.add(cache.containsKey("a"));
        answers.add(cache.containsKey("absent"));
        answers.add(cache.putIfAbsent("a", "x"));
        answers.add(cache.putIfAbsent("f", "6"));
        answers.add(cache.replace("a", "11"));
        answers.add(cache.replace("absent", "x"));
        answers.add(cache.replace("a", "11", "12"));
        answers.add(cache.replace("a", "11", "13"));
        answers.add(or(cache.getAndPut("a", "14")));
        answers.add(or(cache.getAndPut("g", "7")));
        answers.add(or(cache.getAndReplace("a", "15")));
        answers.add(or(cache.getAndReplace("absent", "x")));
        answers.add(or(cache.getAndRemove("g")));
        answers.add(or(cache.getAndRemove("g")));
        answers.add(cache.remove("b"));
        answers.add(cache.remove("b"));
        answers.add(cache.remove("c", "x"));
        answers.add(cache.remove("c", "3"));
        cache.removeAll(Set.of("d", "absent"));
        answers.add(or(cache.invoke(
                "a",
                (entry, arguments) -> {
                    entry.setValue(entry.getValue() + arguments[0]);
                    return entry.getKey();
                },
                "!")));
        return answers;
    }

    private static List<Object> asyncAnswers(LarderAsyncCache<String, String> cache) {
        List<Object> answers = new ArrayList<>();
        join(cache.put("a", "1"));
        join(cache.put("own", "1", EntryOptions.none().withTtl(Duration.ofHours(5))));
        join(cache.putAll(Map.of("b", "2", "c", "3", "d", "4", "e", "5")));
        answers.add(or(join(cache.get("a"))));
        answers.add(or(join(cache.get("absent"))));
        answers.add(join(cache.getAll(Set.of("a", "b", "absent"))));
        answers.add(join(cache.containsKey("a")));
        answers.add(join(cache.containsKey("absent")));
        answers.add(join(cache.putIfAbsent("a", "x")));
        answers.add(join(cache.putIfAbsent("f", "6")));
        answers.add(join(cache.replace("a", "11")));
        answers.add(join(cache.replace("absent", "x")));
        answers.add(join(cache.replace("a", "11", "12")));
        answers.add(join(cache.replace("a", "11", "13")));
        answers.add(or(join(cache.getAndPut("a", "14"))));
        answers.add(or(join(cache.getAndPut("g", "7"))));
        answers.add(or(join(cache.getAndReplace("a", "15"))));
        answers.add(or(join(cache.getAndReplace("absent", "x"))));
        answers.add(or(join(cache.getAndRemove("g"))));
        answers.add(or(join(cache.getAndRemove("g"))));
        answers.add(join(cache.remove("b")));
        answers.add(join(cache.remove("b")));
        answers.add(join(cache.remove("c", "x")));
        answers.add(join(cache.remove("c", "3")));
        join(cache.removeAll(Set.of("d", "absent")));
        answers.add(or(join(cache.<String>invoke(
                "a",
                (entry, arguments) -> {
                    entry.setValue(entry.getValue() + arguments[0]);
                    return entry.getKey();
                },
                "!"))));
        return answers;
    }

    private static Object or(@Nullable Object answer) {
        return answer == null ? "none" : answer;
    }

    private static Map<String, String> content(LarderCache<String, String> cache) {
        Map<String, String> content = new TreeMap<>();
        cache.keys("*").forEach(key -> content.put(key, cache.ttl(key).isEternal() ? "eternal" : "lasting"));
        return content;
    }

    @Test
    void clearAndLoadAll_completed_areDone() {
        LarderCache<String, String> cache = cache(Kind.LOADER.configuration());
        cache.put("a", "1");
        join(cache.async().loadAll(Set.of("a", "row:1"), true));
        assertThat(cache.containsKey("row:1")).isTrue();
        join(cache.async().clear());
        assertThat(cache.size()).isZero();
        CompletionStage<?> failing = cache.async().loadAll(Set.of("broken"), true);
        assertThatThrownBy(() -> join(failing)).hasRootCauseMessage("a broken row");
    }

    @Test
    void tags_invalidated_areGoneWithTheirEntriesWhenTheStageCompletes() {
        LarderCache<String, String> cache = cache();
        LarderAsyncCache<String, String> async = cache.async();
        join(async.put("a", "1", EntryOptions.none().withTags("red", "round")));
        join(async.put("b", "1", EntryOptions.none().withTags("green")));
        join(async.put("c", "1", EntryOptions.none().withTags("blue")));
        assertThat(join(async.tags("a"))).containsExactlyInAnyOrder("red", "round");
        assertThat(join(async.tags("absent"))).isEmpty();

        join(async.invalidateTag("red"));
        assertThat(cache.get("a")).isNull();
        assertThat(join(async.tags("a"))).isEmpty();
        join(async.invalidateTags(Set.of("green", "blue")));
        assertThat(cache.getAll(Set.of("a", "b", "c"))).isEmpty();

        CompletionStage<?> refused = async.invalidateTag("");
        assertThatThrownBy(() -> join(refused)).hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listeners_synchronous_areCalledBeforeTheStageCompletes() {
        EventRecorder<String, String> recorder = new EventRecorder<>();
        LarderCache<String, String> cache = cache(
                new MutableConfiguration<String, String>().addCacheEntryListenerConfiguration(recorder.synchronous()));
        for (int i = 0; i < 50; i++) {
            join(cache.async().put("key" + i, "1"));
            assertThat(recorder.told(EventType.CREATED)).hasSize(i + 1);
            join(cache.async().remove("key" + i));
            assertThat(recorder.told(EventType.REMOVED)).hasSize(i + 1);
        }
        assertThat(recorder.threads())
                .allSatisfy(thread -> assertThat(thread.getName()).startsWith(MANAGERS_THREADS));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void stages_completed_runOnAThreadOfTheManagerWithItsLoader(Kind kind) {
        LarderAsyncCache<String, String> async = cache(kind.configuration()).async();
        List<CompletionStage<?>> stages = List.of(
                async.get("a"),
                async.getAll(Set.of("a")),
                async.containsKey("a"),
                async.put("a", "1"),
                async.putAll(Map.of("a", "1")),
                async.putIfAbsent("a", "1"),
                async.replace("a", "1"),
                async.replace("a", "1", "2"),
                async.getAndPut("a", "1"),
                async.getAndReplace("a", "1"),
                async.remove("a", "1"),
                async.remove("a"),
                async.getAndRemove("a"),
                async.removeAll(Set.of("a")),
                async.invoke("a", (entry, arguments) -> "done"),
                async.clear(),
                async.tags("a"),
                async.invalidateTag("red"),
                async.invalidateTags(Set.of("red")));
        List<Thread> threads = new CopyOnWriteArrayList<>();
        for (CompletionStage<?> stage : stages) {
            join(stage.thenAccept(done -> threads.add(Thread.currentThread())));
        }
        // A stage that was complete already runs what depends on it in the thread that says so.
        assertThat(threads).hasSize(stages.size()).allSatisfy(thread -> {
            if (thread != Thread.currentThread()) {
                assertThat(thread.getName()).startsWith("larder-loads-");
                assertThat(thread.getContextClassLoader())
                        .isSameAs(larder.manager().getClassLoader());
            }
        });
    }

    @Test
    void redisHangs_storeDecides_noThreadWaits() {
        LarderCache<String, String> cache = cache();
        LarderAsyncCache<String, String> async = cache.async();
        cache.put("a", "1");
        join(async.get("a"));
        List<CompletionStage<?>> stages = new ArrayList<>();

        long before = managersThreads();
        whilePaused(() -> {
            for (int i = 0; i < 300; i++) {
                stages.add(async.get("a"));
                stages.add(async.put("k" + i, "1"));
                stages.add(async.putAll(Map.of("l" + i, "1")));
                stages.add(async.getAll(Set.of("a")));
                stages.add(async.remove("absent"));
                stages.add(async.putIfAbsent("a", "1"));
                stages.add(async.getAndPut("m" + i, "1"));
                stages.add(async.containsKey("a"));
            }
            assertThat(managersThreads()).isLessThanOrEqualTo(before);
        });

        stages.forEach(AsyncCacheIT::join);
        assertThat(cache.size()).isEqualTo(901);
    }

    private static long managersThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(MANAGERS_THREADS + "loads"))
                .count();
    }

    private static void whilePaused(Runnable task) {
        RedisNode node = REDIS.nodes().get(0);
        node.pause();
        try {
            task.run();
        } finally {
            node.resume();
        }
    }

    @Test
    void cancel_beforeItHasLeft_isNeverSent() {
        LarderCache<String, String> cache = cache();
        CompletableFuture<?>[] stages = new CompletableFuture<?>[3];
        whilePaused(() -> {
            // One key, one thread: the second does not leave before the first is answered.
            stages[0] = cache.async().put("a", "1").toCompletableFuture();
            stages[1] = cache.async().put("a", "2").toCompletableFuture();
            stages[2] = cache.async().getAndPut("a", "3").toCompletableFuture();
            assertThat(stages[1].cancel(true)).isTrue();
            assertThat(stages[2].cancel(true)).isTrue();
        });
        join(stages[0]);
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(stages[1]).isCancelled();
        assertThat(join(cache.async().get("a"))).isEqualTo("1");
    }

    @Test
    void oneThread_oneKey_takesEffectInOrder() {
        LarderCache<String, String> cache = cache();
        List<CompletionStage<?>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(cache.async().put("a", "v" + i));
        }
        stages.forEach(AsyncCacheIT::join);
        assertThat(cache.get("a")).isEqualTo("v499");
    }

    @Test
    void manyStages_thatWaitForFurtherStages_neverStarve() {
        LarderAsyncCache<String, String> async = cache().async();
        join(async.put("a", "1"));
        List<CompletionStage<String>> stages = IntStream.range(0, 100)
                .mapToObj(i -> async.get("a").thenApply(value -> value + join(async.get("a"))))
                .toList();
        stages.forEach(stage -> assertThat(join(stage)).isEqualTo("11"));
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // on purpose
    void whatIsRefused_failsTheStage() {
        LarderCache<String, String> cache =
                cache(new MutableConfiguration<String, String>().setTypes(String.class, String.class));
        LarderAsyncCache untyped = cache.async();
        assertThatThrownBy(() -> join(untyped.get(nothing()))).hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> join(untyped.put("a", nothing()))).hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> join(untyped.getAll(nothing()))).hasCauseInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> join(untyped.put("a", 1))).hasCauseInstanceOf(ClassCastException.class);
        assertThatThrownBy(() -> join(cache.async().invoke("a", (entry, arguments) -> {
                    throw new UnsupportedOperationException("no");
                })))
                .hasCauseInstanceOf(EntryProcessorException.class);
        cache.close();
        assertThatThrownBy(() -> join(untyped.get("a"))).hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> join(untyped.clear())).hasCauseInstanceOf(IllegalStateException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void writerFails_isTheStagesFailureItself() {
        Side side = new Side();
        side.broken = true;
        LarderCache<String, String> cache = cache(new MutableConfiguration<String, String>()
                .setWriteThrough(true)
                .setCacheWriterFactory(new SingletonFactory<>(side)));
        assertThatThrownBy(() -> join(cache.async().put("a", "1")))
                .hasCauseExactlyInstanceOf(CacheWriterException.class);
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void redisGone_everyStageFailsWithACacheException() {
        try (RedisDeployment servers = RedisServers.standalone()) {
            LarderCaches own = new LarderCaches(servers);
            try (CacheManager manager = own.anotherManager()) {
                @SuppressWarnings("unchecked") // every cache of Larder's is one
                LarderCache<String, String> cache = (LarderCache<String, String>)
                        manager.createCache("gone", new MutableConfiguration<String, String>())
                                .unwrap(LarderCache.class);
                cache.put("a", "1");
                servers.nodes().get(0).stop();
                LarderAsyncCache<String, String> async = cache.async();
                for (CompletionStage<?> stage : List.<CompletionStage<?>>of(
                        async.get("a"), async.put("a", "1"), async.putAll(Map.of("a", "1")), async.remove("a"))) {
                    assertThatThrownBy(() -> join(stage))
                            .cause()
                            .isInstanceOf(CacheException.class)
                            .satisfies(failure -> assertThat(failure.getCause()).isNotInstanceOf(CacheException.class));
                }
            }
        }
    }

    /** Has rows of some names only. */
    private static final class NoRows implements OneByOneLoader<String, String> {

        @Override
        public @Nullable String load(String key) {
            if (key.equals("broken")) {
                throw new UnsupportedOperationException("a broken row");
            }
            return key.startsWith("row:") ? "row" : null;
        }
    }

    /** Takes everything, or nothing. */
    private static final class Side implements OneByOneWriter<String, String> {

        private volatile boolean broken;

        private void touch() {
            if (broken) {
                throw new CacheWriterException("broken");
            }
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            touch();
        }

        @Override
        public void delete(Object key) {
            touch();
        }
    }
}
