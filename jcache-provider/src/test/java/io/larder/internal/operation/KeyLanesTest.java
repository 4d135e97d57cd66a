package io.larder.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class KeyLanesTest {

    private final KeyLanes lanes = new KeyLanes();

    @Test
    void enter_sameThreadTwice_doesNotWaitForItself() {
        KeyLanes.Place outer = lanes.enter("a");
        long start = System.nanoTime();
        KeyLanes.Place inner = lanes.enter("a");
        assertThat(System.nanoTime() - start).isLessThan(50_000_000);
        inner.leave();
        outer.leave();
    }

    @Test
    void enter_anotherThreadHangsInFront_goesOnAfterAMoment() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> {
            KeyLanes.Place place = lanes.enter("a");
            entered.countDown();
            awaitQuietly(end);
            place.leave();
        });
        awaitQuietly(entered);
        KeyLanes.Place place = lanes.enter("a");
        assertThat(hanging).isNotDone();
        place.leave();
        end.countDown();
        hanging.join();
    }

    @Test
    void enter_manyThreads_lineUp() throws InterruptedException {
        int[] counter = new int[1];
        int threads = 8;
        int rounds = 500;
        CountDownLatch all = new CountDownLatch(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> {
                    for (int round = 0; round < rounds; round++) {
                        KeyLanes.Place place = lanes.enter("a");
                        counter[0]++;
                        place.leave();
                    }
                    all.countDown();
                });
            }
            all.await();
        } finally {
            pool.shutdownNow();
        }
        assertThat(counter[0]).isEqualTo(threads * rounds);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
