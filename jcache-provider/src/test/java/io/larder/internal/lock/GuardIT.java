package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.AlreadyRunningException;
import io.larder.Guard;
import io.larder.LarderLocks;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is let in by a guard, and who is told what. Two managers, as two JVMs would have. */
@ParameterizedClass
@EnumSource(Topology.class)
class GuardIT {

    private static final Duration LONG = Duration.ofSeconds(20);

    @RegisterExtension
    final LarderCaches larder;

    private final AtomicInteger runs = new AtomicInteger();
    private LarderLocks mine;
    private LarderLocks others;

    GuardIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @BeforeEach
    void openManagers() {
        mine = larder.anotherManager().unwrap(LarderLocks.class);
        others = larder.anotherManager().unwrap(LarderLocks.class);
    }

    private void assertRejected(Guard guard) {
        assertThatExceptionOfType(AlreadyRunningException.class).isThrownBy(() -> guard.run(runs::incrementAndGet));
    }

    private void assertNothingLeft() {
        await().untilAsserted(() -> assertThat(larder.deployment().keys()).isEmpty());
    }

    @Test
    void call_whileABlockRuns_isRejectedWithTheCallersMessage() {
        String result = mine.guard("pay").call(() -> {
            assertThatExceptionOfType(AlreadyRunningException.class)
                    .isThrownBy(() -> others.guard("pay")
                            .withMessage("Being paid already")
                            .run(runs::incrementAndGet))
                    .withMessage("Being paid already")
                    .satisfies(e -> assertThat(e.guard()).isEqualTo("pay"));
            assertThatExceptionOfType(AlreadyRunningException.class)
                    .isThrownBy(() -> others.guard("pay").run(runs::incrementAndGet))
                    .withMessageStartingWith("LRD-508");
            assertRejected(mine.guard("pay")); // not reentrant
            others.guard("other").run(() -> {});
            return "paid";
        });

        assertThat(result).isEqualTo("paid");
        assertThat(runs).hasValue(0);
        others.guard("pay").run(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
        assertNothingLeft();
    }

    @Test
    void call_blockThrows_throwsThatAndFreesTheGuard() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> mine.guard("pay").call(() -> {
                    throw new IOException("no line");
                }))
                .withMessage("no line");
        others.guard("pay").run(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    @Test
    void run_waitingUpTo_runsWhenTheOtherHasEndedOrIsRejected() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch on = new CountDownLatch(1);
        FutureTask<Boolean> other = new FutureTask<>(() -> others.guard("pay").call(() -> {
            inside.countDown();
            return on.await(20, TimeUnit.SECONDS);
        }));
        new Thread(other).start();
        assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

        assertRejected(mine.guard("pay").waitingUpTo(Duration.ofMillis(50)));
        FutureTask<Boolean> waiting =
                new FutureTask<>(() -> mine.guard("pay").waitingUpTo(LONG).call(() -> true));
        new Thread(waiting).start();
        on.countDown();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(other.get(5, TimeUnit.SECONDS)).isTrue();
        assertNothingLeft();
    }

    @Test
    void run_interruptedWhileItWaits_doesNotRunAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> mine.guard("pay").waitingUpTo(LONG).run(runs::incrementAndGet))
                .withMessageStartingWith("LRD-509");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(0);
        others.guard("pay").waitingUpTo(Duration.ofSeconds(5)).run(runs::incrementAndGet);
    }

    @Test
    void oncePer_succeeded_rejectsUntilTheIntervalIsOver() {
        Duration interval = Duration.ofSeconds(1);
        mine.guard("refresh").oncePer(interval).run(runs::incrementAndGet);
        assertRejected(mine.guard("refresh").oncePer(interval));
        assertRejected(others.guard("refresh").oncePer(interval).withMessage("Fresh enough"));
        assertThat(runs).hasValue(1);
        await().ignoreExceptionsInstanceOf(AlreadyRunningException.class)
                .untilAsserted(() -> others.guard("refresh").oncePer(interval).run(runs::incrementAndGet));
        assertThat(runs).hasValue(2);
        assertNothingLeft();
    }

    @Test
    void oncePer_failed_letsTheNextInAtOnce() {
        Guard guard = mine.guard("refresh").oncePer(Duration.ofHours(1));
        assertThatThrownBy(() -> guard.run(() -> {
                    assertRejected(others.guard("refresh").oncePer(Duration.ofHours(1)));
                    throw new IllegalStateException("no luck");
                }))
                .hasMessage("no luck");
        others.guard("refresh").oncePer(Duration.ofHours(1)).run(runs::incrementAndGet);
        assertThat(runs).hasValue(1);
    }

    @Test
    void oncePer_failedAfterTheIntervalAndSomebodyElseIsIn_takesNothingFromHim() {
        Duration interval = Duration.ofMillis(100);
        assertThatThrownBy(() -> mine.guard("refresh").oncePer(interval).run(() -> {
                    await().ignoreExceptionsInstanceOf(AlreadyRunningException.class)
                            .untilAsserted(() -> others.guard("refresh")
                                    .oncePer(Duration.ofHours(1))
                                    .run(runs::incrementAndGet));
                    throw new IllegalStateException("too slow");
                }))
                .hasMessage("too slow");
        assertRejected(mine.guard("refresh").oncePer(interval));
        assertThat(runs).hasValue(1);
    }

    @Test
    void guard_contradictionsAndNonsense_areRefused() {
        Guard guard = mine.guard("refresh");
        assertThatThrownBy(() -> guard.oncePer(LONG).waitingUpTo(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("LRD-507");
        assertThatThrownBy(() -> guard.waitingUpTo(LONG).oncePer(LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("LRD-507");
        assertThatThrownBy(() -> guard.waitingUpTo(LONG.negated())).hasMessageStartingWith("LRD-503");
        assertThatThrownBy(() -> guard.oncePer(Duration.ZERO)).hasMessageStartingWith("LRD-504");
    }
}
