package io.larder.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Changes of several JVMs that cross while each calls its writer. */
class CrossedWritesIT {

    private static final int MANAGERS = 2;
    private static final int THREADS = 4;
    private static final int ROUNDS = 25;

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private final Database database = new Database();
    private final ExecutorService threads = Executors.newFixedThreadPool(MANAGERS * THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void invoke_crossesAnother_bothCountInCacheAndDatabase() throws Exception {
        List<Cache<String, Integer>> caches = caches();
        caches.get(0).put("count", 0);

        compete(caches, cache -> {
            for (int i = 0; i < ROUNDS; i++) {
                cache.invoke("count", (entry, none) -> {
                    entry.setValue(entry.getValue() + 1);
                    return true;
                });
            }
            return true;
        });

        assertThat(caches.get(1).get("count")).isEqualTo(MANAGERS * THREADS * ROUNDS);
        assertThat(database.rows).containsEntry("count", MANAGERS * THREADS * ROUNDS);
    }

    @Test
    void replace_crossesAnother_oneWinsAndCacheAgreesWithDatabase() throws Exception {
        List<Cache<String, Integer>> caches = caches();
        for (int round = 0; round < ROUNDS; round++) {
            String key = "key" + round;
            caches.get(0).put(key, 0);

            List<Boolean> won = compete(
                    caches,
                    cache -> cache.replace(key, 0, (int) Thread.currentThread().getId()));

            assertThat(won).containsOnlyOnce(true);
            assertThat(caches.get(1).get(key)).isEqualTo(database.rows.get(key));
        }
    }

    /** The late call of the writer says 1, after those of the two that have won said 1 and 0. */
    @Test
    void invoke_comesTooLateAndThenChangesNothing_leavesWhatHasWonInCacheAndDatabase() {
        List<Cache<String, Integer>> caches = caches();
        caches.get(0).put("count", 2);
        database.beforeNextWrite(() -> {
            assertThat(takeOne(caches.get(1))).isTrue();
            assertThat(takeOne(caches.get(1))).isTrue();
        });

        assertThat(takeOne(caches.get(0))).isFalse();

        assertThat(database.rows).containsEntry("count", 0);
        assertThat(caches.get(1).get("count")).isZero();
    }

    private static boolean takeOne(Cache<String, Integer> cache) {
        return cache.invoke("count", (entry, none) -> {
            int left = entry.getValue();
            if (left > 0) {
                entry.setValue(left - 1);
            }
            return left > 0;
        });
    }

    private List<Cache<String, Integer>> caches() {
        List<Cache<String, Integer>> caches = new ArrayList<>();
        for (int i = 0; i < MANAGERS; i++) {
            caches.add(larder.anotherManager()
                    .createCache(
                            "crossed",
                            new MutableConfiguration<String, Integer>()
                                    .setReadThrough(true)
                                    .setCacheLoaderFactory(() -> database)
                                    .setWriteThrough(true)
                                    .setCacheWriterFactory(() -> database)));
        }
        return caches;
    }

    private List<Boolean> compete(List<Cache<String, Integer>> caches, Work work) throws Exception {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int i = 0; i < MANAGERS * THREADS; i++) {
            Cache<String, Integer> cache = caches.get(i % MANAGERS);
            all.add(() -> work.on(cache));
        }
        List<Boolean> results = new ArrayList<>();
        for (Future<Boolean> done : threads.invokeAll(all)) {
            results.add(done.get());
        }
        return results;
    }

    @FunctionalInterface
    private interface Work {

        boolean on(Cache<String, Integer> cache);
    }

    /** Takes its time, so that others come between reading and writing. */
    private static final class Database implements CacheLoader<String, Integer>, CacheWriter<String, Integer> {

        private static final long WRITE_NANOS = 1_000_000;

        private final Map<String, Integer> rows = new ConcurrentHashMap<>();
        private final AtomicReference<@Nullable Runnable> beforeNextWrite = new AtomicReference<>();

        void beforeNextWrite(Runnable action) {
            beforeNextWrite.set(action);
        }

        @Override
        public @Nullable Integer load(String key) {
            return rows.get(key);
        }

        @Override
        public Map<String, Integer> loadAll(Iterable<? extends String> keys) {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends Integer> entry) {
            Runnable action = beforeNextWrite.getAndSet(null);
            if (action != null) {
                action.run();
            }
            LockSupport.parkNanos(WRITE_NANOS);
            rows.put(entry.getKey(), entry.getValue());
            LockSupport.parkNanos(WRITE_NANOS);
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends Integer>> entries) {
            throw new UnsupportedOperationException("not needed here");
        }

        @Override
        public void delete(Object key) {
            rows.remove((String) key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            throw new UnsupportedOperationException("not needed here");
        }
    }
}
