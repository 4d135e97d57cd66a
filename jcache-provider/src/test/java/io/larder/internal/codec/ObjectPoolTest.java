package io.larder.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ObjectPoolTest {

    private static final int THREADS = 16;
    private static final int TURNS = 20_000;

    private final ObjectPool<Tool> pool = new ObjectPool<>(Tool::new);

    private static final class Tool {
        private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    }

    @Test
    void take_afterGivingBack_returnsTheLastOfTheThread() {
        Tool first = pool.take();
        Tool second = pool.take();
        pool.giveBack(second);

        assertThat(pool.take()).isSameAs(second).isNotSameAs(first);
    }

    @Test
    void take_ofAnotherThread_findsWhatOneGaveBack() throws Exception {
        Tool tool = pool.take();
        pool.giveBack(tool);
        AtomicReference<Tool> found = new AtomicReference<>();

        Thread other = new Thread(() -> found.set(pool.take()));
        other.start();
        other.join();

        assertThat(found.get()).isSameAs(tool);
    }

    @Test
    void giveBack_ofMoreThanThereArePlaces_keepsNoMore() {
        List<Tool> taken =
                Stream.generate(pool::take).limit(ObjectPool.PLACES + 5).toList();
        taken.forEach(pool::giveBack);

        Set<Tool> kept = identities();
        kept.addAll(Stream.generate(pool::take).limit(ObjectPool.PLACES).toList());

        assertThat(kept).hasSize(ObjectPool.PLACES);
        assertThat(taken).containsAll(kept);
        assertThat(taken).doesNotContain(pool.take());
    }

    @Test
    void clear_always_letsGoOfAll() {
        List<Tool> taken = Stream.generate(pool::take).limit(ObjectPool.PLACES).toList();
        taken.forEach(pool::giveBack);

        pool.clear();

        assertThat(taken).doesNotContain(pool.take());
    }

    @Test
    void take_byManyThreads_givesNoneToTwo() throws Exception {
        AtomicInteger made = new AtomicInteger();
        ObjectPool<Tool> shared = new ObjectPool<>(() -> {
            made.incrementAndGet();
            return new Tool();
        });
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Integer>> meetings = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                meetings.add(threads.submit(() -> {
                    start.await();
                    return meetings(shared);
                }));
            }
            start.countDown();
            for (Future<Integer> met : meetings) {
                assertThat(met.get()).isZero();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(made.get()).isLessThan(THREADS * TURNS / 100);
    }

    /** Returns how often somebody else had what this thread was given. */
    private static int meetings(ObjectPool<Tool> shared) {
        int meetings = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            Tool tool = shared.take();
            meetings += tool.user.compareAndSet(null, Thread.currentThread()) ? 0 : 1;
            meetings += tool.user.compareAndSet(Thread.currentThread(), null) ? 0 : 1;
            shared.giveBack(tool);
        }
        return meetings;
    }

    private static Set<Tool> identities() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
