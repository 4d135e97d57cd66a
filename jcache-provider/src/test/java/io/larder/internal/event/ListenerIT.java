package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCacheConfiguration;
import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is told what, by whom and when; and what a listener that misbehaves can do to others. */
@ParameterizedClass
@EnumSource(Topology.class)
class ListenerIT {

    private static final Duration LISTENER_TIMEOUT = Duration.ofMillis(700);

    /** What a loaded machine may add to a bound that is not the listener timeout. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    @RegisterExtension
    final LarderCaches larder;

    private final EventRecorder<String, String> recorder = new EventRecorder<>();

    ListenerIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private Cache<String, String> cache(CacheEntryListenerConfiguration<String, String> listener) {
        Cache<String, String> cache = larder.cache(LarderCacheConfiguration.builder(String.class, String.class)
                .settings(settings -> settings.listenerTimeout(LISTENER_TIMEOUT))
                .build());
        cache.registerCacheEntryListener(listener);
        return cache;
    }

    private static Told<String, String> created(String key, String value) {
        return new Told<>(EventType.CREATED, key, value, null);
    }

    @Test
    void put_synchronousListener_isToldByTheCallingThreadBeforeTheReturn() {
        Cache<String, String> cache = cache(recorder.synchronous());

        cache.put("key", "value");

        assertThat(recorder.told()).containsExactly(created("key", "value"));
        assertThat(recorder.threads()).containsExactly(Thread.currentThread());
    }

    @Test
    void put_asynchronousListener_isToldByAnotherThread() {
        Cache<String, String> cache = cache(recorder.asynchronous());

        cache.put("key", "value");

        await().untilAsserted(() -> assertThat(recorder.told()).containsExactly(created("key", "value")));
        assertThat(recorder.threads()).doesNotContain(Thread.currentThread());
    }

    @Test
    void put_asynchronousListenerHangs_returnsAtOnce() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        EventRecorder<String, String> hanging = recorderThat(event -> awaitQuietly(release));
        Cache<String, String> cache = cache(hanging.asynchronous());

        Duration taken = timed(() -> {
            cache.put("key", "1");
            cache.put("key", "2");
        });
        release.countDown();

        assertThat(taken).isLessThan(SLACK);
        await().untilAsserted(() -> assertThat(hanging.told()).hasSize(2));
    }

    @Test
    void put_filterRefuses_tellsOnlyWhatPasses() {
        Cache<String, String> cache = cache(recorder.filtered(event -> "wanted".equals(event.getKey())));

        cache.put("unwanted", "value");
        cache.put("wanted", "value");
        cache.remove("unwanted");

        assertThat(recorder.told()).containsExactly(created("wanted", "value"));
    }

    @Test
    void put_filterThrows_callerGetsListenerException() {
        Cache<String, String> cache = cache(recorder.filtered(event -> {
            throw new IllegalStateException("the filter's own");
        }));

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.put("key", "value"))
                .withRootCauseInstanceOf(IllegalStateException.class);
        assertThat(cache.get("key")).isEqualTo("value");
    }

    @Test
    void change_listenerThrows_callerGetsListenerExceptionAndOthersAreTold() {
        EventRecorder<String, String> failing = recorderThat(event -> {
            throw new IllegalStateException("the listener's own");
        });
        Cache<String, String> cache = cache(failing.synchronous());
        cache.registerCacheEntryListener(recorder.synchronous());

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.put("key", "value"))
                .withRootCauseInstanceOf(IllegalStateException.class);

        assertThat(cache.get("key")).isEqualTo("value");
        assertThat(recorder.told()).containsExactly(created("key", "value"));
    }

    @Test
    void putAll_listenerThrows_allIsPutAndTold() {
        EventRecorder<String, String> failing = recorderThat(event -> {
            throw new IllegalStateException("the listener's own");
        });
        Cache<String, String> cache = cache(failing.synchronous());
        cache.registerCacheEntryListener(recorder.synchronous());

        assertThatExceptionOfType(CacheEntryListenerException.class)
                .isThrownBy(() -> cache.putAll(java.util.Map.of("a", "1", "b", "2")));

        assertThat(cache.getAll(java.util.Set.of("a", "b"))).hasSize(2);
        assertThat(recorder.told()).containsExactlyInAnyOrder(created("a", "1"), created("b", "2"));
    }

    @Test
    void deregister_laterChange_isNotTold() {
        CacheEntryListenerConfiguration<String, String> configuration = recorder.synchronous();
        Cache<String, String> cache = cache(configuration);
        EventRecorder<String, String> staying = new EventRecorder<>();
        cache.registerCacheEntryListener(staying.synchronous());

        cache.deregisterCacheEntryListener(configuration);
        cache.put("key", "value");

        assertThat(staying.told()).containsExactly(created("key", "value"));
        assertThat(recorder.told()).isEmpty();
    }

    @Test
    void register_sameConfigurationTwice_isRefused() {
        CacheEntryListenerConfiguration<String, String> configuration = recorder.synchronous();
        Cache<String, String> cache = cache(configuration);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> cache.registerCacheEntryListener(configuration));

        cache.put("key", "value");
        assertThat(recorder.told()).containsExactly(created("key", "value"));
    }

    @Test
    void close_changeByAnotherManager_isNotTold() {
        Shared shared = share();

        shared.mine.close();
        shared.theirs.put("key", "value");

        EventRecorder<String, String> marker = new EventRecorder<>();
        shared.theirs.registerCacheEntryListener(marker.synchronous());
        shared.theirs.put("marker", "value");
        await().untilAsserted(() -> assertThat(marker.told()).isNotEmpty());
        assertThat(recorder.told()).isEmpty();
    }

    @Test
    void change_ofAnotherManager_isToldSoonByAnotherThread() {
        Shared shared = share();

        shared.theirs.put("key", "1");
        shared.theirs.put("key", "2");
        shared.theirs.remove("key");

        await().untilAsserted(() -> assertThat(recorder.told())
                .containsExactly(
                        created("key", "1"),
                        new Told<>(EventType.UPDATED, "key", "2", "1"),
                        new Told<>(EventType.REMOVED, "key", "2", "2")));
        assertThat(recorder.threads()).doesNotContain(Thread.currentThread());
    }

    @Test
    void put_listenerHangs_delaysWritersOfTheKeyByTheTimeoutAndOthersNot() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EventRecorder<String, String> hanging = recorderThat(event -> {
            if ("1".equals(event.getValue())) {
                entered.countDown();
                awaitQuietly(release);
            }
        });
        Cache<String, String> cache = cache(hanging.synchronous());
        CompletableFuture<Void> hung = CompletableFuture.runAsync(() -> cache.put("key", "1"));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        Duration sameKey = timed(() -> cache.put("key", "2"));
        Duration otherKey = timed(() -> cache.put("other", "1 of another"));

        assertThat(sameKey).isLessThan(LISTENER_TIMEOUT.plus(SLACK));
        assertThat(otherKey).isLessThan(SLACK);
        assertThat(hanging.toldOf("other")).hasSize(1);
        assertThat(hanging.toldOf("key")).hasSize(1);
        assertThat(hung).isNotDone();
        release.countDown();
        hung.get(10, TimeUnit.SECONDS);
        cache.put("key", "3");
        await().untilAsserted(() -> assertThat(hanging.toldOf("key"))
                .containsExactly(
                        created("key", "1"),
                        new Told<>(EventType.UPDATED, "key", "2", "1"),
                        new Told<>(EventType.UPDATED, "key", "3", "2")));
    }

    @Test
    void put_listenerWritesTheSameKey_returnsAndTellsBothInOrder() {
        Writing writing = new Writing("key");
        Cache<String, String> cache = cache(writing.synchronous());
        writing.cache = cache;

        Duration taken = timed(() -> cache.put("key", "1"));

        assertThat(taken).isLessThan(SLACK);
        await().untilAsserted(() -> assertThat(writing.told())
                .containsExactly(created("key", "1"), new Told<>(EventType.UPDATED, "key", "by the listener", "1")));
    }

    @Test
    void put_listenerWritesAnotherKey_returnsAndTellsBoth() {
        Writing writing = new Writing("another");
        Cache<String, String> cache = cache(writing.synchronous());
        writing.cache = cache;

        Duration taken = timed(() -> cache.put("key", "1"));

        assertThat(taken).isLessThan(SLACK);
        await().untilAsserted(() -> assertThat(writing.told())
                .containsExactlyInAnyOrder(created("key", "1"), created("another", "by the listener")));
    }

    @Test
    void put_listenerWaitsForAnotherThreadThatWritesTheKey_endsWithinTheTimeout() {
        AtomicBoolean first = new AtomicBoolean(true);
        Cache<?, ?>[] opened = new Cache<?, ?>[1];
        EventRecorder<String, String> waiting = recorderThat(event -> {
            if (first.getAndSet(false)) {
                @SuppressWarnings("unchecked") // the one of this test
                Cache<String, String> cache = (Cache<String, String>) opened[0];
                joinQuietly(CompletableFuture.runAsync(() -> cache.put("key", "by another thread")));
            }
        });
        Cache<String, String> cache = cache(waiting.synchronous());
        opened[0] = cache;

        Duration taken = timed(() -> cache.put("key", "1"));

        assertThat(taken).isLessThan(LISTENER_TIMEOUT.plus(SLACK));
        await().untilAsserted(() -> assertThat(waiting.told())
                .containsExactly(created("key", "1"), new Told<>(EventType.UPDATED, "key", "by another thread", "1")));
    }

    @Test
    void put_listenerReadsFromAnotherThread_endsAtOnce() {
        Cache<?, ?>[] opened = new Cache<?, ?>[1];
        EventRecorder<String, String> reading = recorderThat(event -> {
            CacheManager manager = opened[0].getCacheManager();
            joinQuietly(CompletableFuture.runAsync(() -> {
                Cache<String, String> found = manager.getCache(opened[0].getName(), String.class, String.class);
                assertThat(found.get("key")).isEqualTo("1");
            }));
        });
        Cache<String, String> cache = cache(reading.synchronous());
        opened[0] = cache;

        assertThat(timed(() -> cache.put("key", "1"))).isLessThan(SLACK);
    }

    @Test
    void put_interruptedWhileItWaitsForItsTurn_returnsWithTheFlagSet() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EventRecorder<String, String> hanging = recorderThat(event -> {
            entered.countDown();
            awaitQuietly(release);
        });
        Cache<String, String> cache = cache(hanging.synchronous());
        CompletableFuture<Void> hung = CompletableFuture.runAsync(() -> cache.put("key", "1"));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean flag = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            cache.put("key", "2");
            flag.set(Thread.currentThread().isInterrupted());
        });
        writer.start();
        await().until(() -> "2".equals(cache.get("key")));

        writer.interrupt();
        writer.join(SLACK.toMillis());

        assertThat(writer.isAlive()).isFalse();
        release.countDown();
        hung.get(10, TimeUnit.SECONDS);
        await().untilAsserted(() -> assertThat(hanging.told()).hasSize(2));
    }

    /** One cache open in two managers, the first of which listens. */
    private record Shared(Cache<String, String> mine, Cache<String, String> theirs) {}

    private Shared share() {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<>();
        Cache<String, String> mine = larder.anotherManager()
                .createCache(
                        "shared",
                        new MutableConfiguration<>(configuration)
                                .addCacheEntryListenerConfiguration(recorder.synchronous()));
        return new Shared(mine, larder.anotherManager().createCache("shared", configuration));
    }

    @FunctionalInterface
    private interface Reaction {

        void to(CacheEntryEvent<? extends String, ? extends String> event);
    }

    private static EventRecorder<String, String> recorderThat(Reaction reaction) {
        return new EventRecorder<>() {
            @Override
            protected void record(CacheEntryEvent<? extends String, ? extends String> event) {
                super.record(event);
                reaction.to(event);
            }
        };
    }

    /** Writes once, when it is told of something else. */
    private static final class Writing extends EventRecorder<String, String> {

        private final String key;
        private final AtomicBoolean first = new AtomicBoolean(true);
        private @Nullable Cache<String, String> cache;

        Writing(String key) {
            this.key = key;
        }

        @Override
        protected void record(CacheEntryEvent<? extends String, ? extends String> event) {
            super.record(event);
            if (first.getAndSet(false)) {
                Objects.requireNonNull(cache).put(key, "by the listener");
            }
        }
    }

    private static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void joinQuietly(CompletableFuture<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }
}
