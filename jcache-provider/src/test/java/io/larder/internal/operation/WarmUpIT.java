package io.larder.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCache;
import io.larder.WarmUp;
import io.larder.WarmUpReport;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code warmUp}: what it loads, with how many workers, what it tells, and how it ends. */
class WarmUpIT {

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private final Rows rows = new Rows();

    private LarderCache<Integer, String> cache() {
        return cache(new MutableConfiguration<Integer, String>()
                .setCacheLoaderFactory(new SingletonFactory<CacheLoader<Integer, String>>(rows)));
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one
    private LarderCache<Integer, String> cache(MutableConfiguration<Integer, String> configuration) {
        return (LarderCache<Integer, String>) larder.cache(configuration).unwrap(LarderCache.class);
    }

    private static Stream<Integer> keys(int count) {
        return IntStream.range(0, count).boxed();
    }

    private static WarmUpReport join(CompletionStage<WarmUpReport> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void warmUp_someThere_loadsTheOthersOnly() {
        LarderCache<Integer, String> cache = cache();
        cache.put(1, "own");
        cache.put(500, "own");
        rows.without.add(7);
        AtomicBoolean closed = new AtomicBoolean();

        WarmUpReport report = join(cache.warmUp(keys(1000).onClose(() -> closed.set(true)), WarmUp.defaults()));

        assertThat(report.present()).isEqualTo(2);
        assertThat(report.loaded()).isEqualTo(997);
        assertThat(report.withoutValue()).isEqualTo(1);
        assertThat(report.failed()).isZero();
        assertThat(report.firstFailure()).isEmpty();
        assertThat(report.keys()).isEqualTo(1000);
        assertThat(closed).isTrue();
        assertThat(rows.asked)
                .hasSize(998)
                .doesNotContainKeys(1, 500)
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        assertThat(cache.get(1)).isEqualTo("own");
        assertThat(cache.get(999)).isEqualTo("row 999");
        assertThat(cache.size()).isEqualTo(999);
    }

    @Test
    void warmUp_workersAndBatches_areNoMoreThanAsked() throws Exception {
        LarderCache<Integer, String> cache = cache();
        CountDownLatch three = new CountDownLatch(3);
        rows.onLoad = keys -> {
            three.countDown();
            pass(three);
        };

        WarmUpReport report =
                join(cache.warmUp(keys(200), WarmUp.defaults().withWorkers(3).withBatchSize(10)));

        assertThat(report.loaded()).isEqualTo(200);
        assertThat(rows.mostAtATime).hasValue(3);
        assertThat(rows.batches).hasSize(20).allSatisfy(size -> assertThat(size).isEqualTo(10));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void warmUp_progress_growsToTheResult() {
        LarderCache<Integer, String> cache = cache();
        List<WarmUpReport> told = new CopyOnWriteArrayList<>();

        WarmUpReport report =
                join(cache.warmUp(keys(95), WarmUp.defaults().withBatchSize(10).withProgress(told::add)));

        assertThat(told).hasSize(10);
        assertThat(told.stream().map(WarmUpReport::keys)).isSorted().last().isEqualTo(95L);
        assertThat(told.get(9)).isEqualTo(report);
    }

    @Test
    void warmUp_batchFails_isCountedAndTheOthersGoOn() {
        LarderCache<Integer, String> cache = cache();
        rows.onLoad = keys -> {
            if (keys.contains(15)) {
                throw new UnsupportedOperationException("row 15 is broken");
            }
        };

        WarmUpReport report =
                join(cache.warmUp(keys(100), WarmUp.defaults().withWorkers(1).withBatchSize(10)));

        assertThat(report.failed()).isEqualTo(10);
        assertThat(report.loaded()).isEqualTo(90);
        assertThat(report.firstFailure())
                .hasValueSatisfying(failure -> assertThat(failure).hasRootCauseMessage("row 15 is broken"));
        assertThat(cache.containsKey(15)).isFalse();
        assertThat(cache.containsKey(99)).isTrue();
    }

    @Test
    void warmUp_cancelled_endsAfterTheBatchesUnderWay() throws Exception {
        LarderCache<Integer, String> cache = cache();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        rows.onLoad = keys -> {
            begun.countDown();
            pass(goOn);
        };
        AtomicBoolean closed = new AtomicBoolean();
        CompletableFuture<WarmUpReport> warmUp = cache.warmUp(
                        keys(1_000_000).onClose(() -> closed.set(true)),
                        WarmUp.defaults().withWorkers(2).withBatchSize(5))
                .toCompletableFuture();
        pass(begun);

        assertThat(warmUp.cancel(false)).isTrue();
        goOn.countDown();

        await().atMost(20, TimeUnit.SECONDS).untilTrue(closed);
        assertThat(rows.asked).hasSize(10);
        assertThat(warmUp).isCancelled();
    }

    @Test
    void warmUp_hangs_otherLoadsOfTheManagerGoOn() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        LarderCache<Integer, String> hanging = cache();
        rows.onLoad = keys -> pass(goOn);
        CompletionStage<WarmUpReport> warmUp =
                hanging.warmUp(keys(100_000), WarmUp.defaults().withWorkers(32));
        Rows others = new Rows();
        LarderCache<Integer, String> cache = cache(new MutableConfiguration<Integer, String>()
                .setCacheLoaderFactory(new SingletonFactory<CacheLoader<Integer, String>>(others)));

        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(1), false, loaded);
        loaded.get(10, TimeUnit.SECONDS);
        assertThat(cache.async().get(1).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo("row 1");

        warmUp.toCompletableFuture().cancel(false);
        goOn.countDown();
    }

    @Test
    void warmUp_streamOrProgressThrows_failsWithThat() {
        LarderCache<Integer, String> cache = cache();
        Stream<Integer> broken = keys(1000).peek(key -> {
            if (key == 500) {
                throw new UnsupportedOperationException("no more keys");
            }
        });
        assertThatThrownBy(() -> join(cache.warmUp(broken, WarmUp.defaults())))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> join(cache.warmUp(keys(10), WarmUp.defaults().withProgress(report -> {
                    throw new UnsupportedOperationException("enough");
                }))))
                .hasCauseInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void warmUp_whatCannotBe_isRefused() {
        LarderCache<Integer, String> cache = cache(new MutableConfiguration<>());
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.warmUp(keys(1), WarmUp.defaults()))
                .withMessageContaining("LRD-436");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmUp.defaults().withWorkers(0))
                .withMessageContaining("LRD-435");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarmUp.defaults().withBatchSize(10_001))
                .withMessageContaining("LRD-435");
    }

    @Test
    void warmUp_cacheClosedMeanwhile_fails() {
        LarderCache<Integer, String> cache = cache();
        rows.onLoad = keys -> cache.close();
        assertThatThrownBy(() -> join(cache.warmUp(
                        keys(1000), WarmUp.defaults().withWorkers(1).withBatchSize(10))))
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    /** What is loaded from, and how it was asked. */
    private static final class Rows implements CacheLoader<Integer, String> {

        private final Map<Integer, Integer> asked = new ConcurrentHashMap<>();
        private final List<Integer> without = new CopyOnWriteArrayList<>();
        private final List<Integer> batches = new CopyOnWriteArrayList<>();
        private final AtomicInteger atATime = new AtomicInteger();
        private final AtomicInteger mostAtATime = new AtomicInteger();
        private volatile Consumer<List<Integer>> onLoad = keys -> {};

        @Override
        public String load(Integer key) {
            throw new AssertionError("one by one");
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            mostAtATime.accumulateAndGet(atATime.incrementAndGet(), Math::max);
            try {
                Map<Integer, String> loaded = new HashMap<>();
                for (Integer key : keys) {
                    asked.merge(key, 1, Integer::sum);
                    if (!without.contains(key)) {
                        loaded.put(key, "row " + key);
                    }
                }
                batches.add(loaded.size());
                onLoad.accept(List.copyOf(loaded.keySet()));
                return loaded;
            } finally {
                atATime.decrementAndGet();
            }
        }
    }
}
