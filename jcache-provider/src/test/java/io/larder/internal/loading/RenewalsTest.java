package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewalsTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final Scheduler scheduler = new Scheduler();

    /** Calls something just before a timer of its ends. */
    private static final class Scheduler extends ScheduledThreadPoolExecutor {

        private volatile Runnable whenStopped = () -> {};

        private Scheduler() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
            ScheduledFuture<?> timer = super.scheduleAtFixedRate(task, delay, period, unit);
            return (ScheduledFuture<?>) Proxy.newProxyInstance(
                    ScheduledFuture.class.getClassLoader(),
                    new Class<?>[] {ScheduledFuture.class},
                    (proxy, method, arguments) -> {
                        if (method.getName().equals("cancel")) {
                            whenStopped.run();
                        }
                        return method.invoke(timer, arguments);
                    });
        }
    }

    @AfterEach
    void endThread() {
        scheduler.shutdownNow();
    }

    @Test
    void begin_lease_isRenewedUntilItIsEnded() {
        Renewals renewals = new Renewals(scheduler, 20);
        AtomicInteger renewed = new AtomicInteger();
        Leases.Renewal renewal = renewals.begin(renewed::incrementAndGet);

        await().atMost(SOON).until(() -> renewed.get() > 2);
        renewal.end();
        int then = renewed.get();

        awaitIdle();
        assertThat(renewed).hasValue(then);
    }

    /** Each renewal is a whole period after the last; the first may come half a period early. */
    @Test
    void begin_lease_isRenewedNoMoreOftenThanOnceInAPeriod() {
        long period = TimeUnit.MILLISECONDS.toNanos(200);
        Renewals renewals = new Renewals(scheduler, 200);
        List<Long> times = new CopyOnWriteArrayList<>();
        long start = System.nanoTime();
        Leases.Renewal renewal = renewals.begin(() -> times.add(System.nanoTime()));
        await().atMost(SOON).until(() -> times.size() == 3);
        renewal.end();

        assertThat(times.get(0) - start).isGreaterThan(period / 2 - TimeUnit.MILLISECONDS.toNanos(1));
        assertThat(times.get(2) - start).isGreaterThan(2 * period + period / 2);
    }

    @Test
    void end_ofTheLast_leavesNothingScheduled() {
        Renewals renewals = new Renewals(scheduler, 20);
        for (int i = 0; i < 100; i++) {
            renewals.begin(() -> {}).end();
        }
        assertThat(scheduler.getQueue()).hasSizeLessThanOrEqualTo(1);
        awaitIdle();

        AtomicInteger renewed = new AtomicInteger();
        Leases.Renewal renewal = renewals.begin(renewed::incrementAndGet);
        await().atMost(SOON).until(() -> renewed.get() > 0);
        renewal.end();
        awaitIdle();
    }

    @Test
    void begin_oneThatCannotBeRenewed_doesNotKeepTheOthersFromIt() {
        Renewals renewals = new Renewals(scheduler, 20);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger renewed = new AtomicInteger();
        renewals.begin(() -> {
            failed.incrementAndGet();
            throw new IllegalStateException("closed");
        });
        Leases.Renewal renewal = renewals.begin(renewed::incrementAndGet);

        await().atMost(SOON).until(() -> renewed.get() > 2);
        renewal.end();
        assertThat(failed).hasValue(1);
    }

    @Test
    void begin_afterTheManagerIsClosed_isNotRenewed() {
        scheduler.shutdownNow();
        AtomicInteger renewed = new AtomicInteger();

        new Renewals(scheduler, 2).begin(renewed::incrementAndGet).end();

        assertThat(renewed).hasValue(0);
    }

    /** It comes when the timer has found nobody there, and before that can be seen. */
    @Test
    void begin_whileTheTimerStops_isRenewedAllTheSame() {
        Renewals renewals = new Renewals(scheduler, 20);
        AtomicInteger renewed = new AtomicInteger();
        List<Leases.Renewal> late = new CopyOnWriteArrayList<>();
        scheduler.whenStopped = () -> late.add(renewals.begin(renewed::incrementAndGet));

        renewals.begin(() -> {}).end();

        await().atMost(SOON).until(() -> renewed.get() > 1);
        assertThat(late).hasSize(1);
        scheduler.whenStopped = () -> {};
        late.forEach(Leases.Renewal::end);
    }

    @Test
    void end_whileItIsRenewed_waitsForThatAndIsTheLast() {
        Renewals renewals = new Renewals(scheduler, 2);
        for (int i = 0; i < 200; i++) {
            AtomicInteger begun = new AtomicInteger();
            AtomicInteger ended = new AtomicInteger();
            Leases.Renewal renewal = renewals.begin(() -> {
                begun.incrementAndGet();
                LockSupport.parkNanos(100_000);
                ended.incrementAndGet();
            });
            await().atMost(SOON).until(() -> begun.get() > 0);
            renewal.end();
            int then = begun.get();

            assertThat(ended).hasValue(then);
            LockSupport.parkNanos(100_000);
            assertThat(begun).hasValue(then);
        }
    }

    private void awaitIdle() {
        await().atMost(SOON).until(() -> scheduler.getQueue().isEmpty() && scheduler.getActiveCount() == 0);
    }
}
