package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    private final List<String> started = new ArrayList<>();
    private final List<Runnable> endings = new ArrayList<>();
    private final KeyOrder order = new KeyOrder(Runnable::run);

    private void add(String key, String name) {
        order.add(key, (executor, done) -> {
            started.add(name);
            endings.add(done);
        });
    }

    @Test
    void add_firstOfItsKey_startsAtOnce() {
        add("a", "a1");
        add("b", "b1");
        assertThat(started).containsExactly("a1", "b1");
    }

    @Test
    void add_behindAnotherOfItsKey_startsWhenThatOneIsDone() {
        add("a", "a1");
        add("a", "a2");
        add("a", "a3");
        assertThat(started).containsExactly("a1");
        endings.get(0).run();
        assertThat(started).containsExactly("a1", "a2");
        endings.get(1).run();
        assertThat(started).containsExactly("a1", "a2", "a3");
    }

    @Test
    void add_afterAllOfTheKeyAreDone_startsAtOnceAgain() {
        add("a", "a1");
        endings.get(0).run();
        add("a", "a2");
        assertThat(started).containsExactly("a1", "a2");
    }

    @Test
    void add_byManyThreadsWithSlowTasks_neverRunsTwoOfAKeyTogetherAndLosesNone() throws InterruptedException {
        int tasks = 2000;
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(tasks);
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            KeyOrder shared = new KeyOrder(pool);
            IntStream.range(0, tasks)
                    .parallel()
                    .forEach(i -> shared.add(
                            "key",
                            (executor, done) -> executor.execute(() -> {
                                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                                running.decrementAndGet();
                                all.countDown();
                                done.run();
                            })));
            all.await();
        } finally {
            pool.shutdownNow();
        }
        assertThat(most).hasValue(1);
    }
}
