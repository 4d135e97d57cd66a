package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.larder.AlreadyRunningException;
import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.testing.RedisServers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Locks and guards of two JVMs, of which one may be killed or stand still. */
class LocksOfTwoJvmsIT {

    private static final Logger LOG = LoggerFactory.getLogger(LocksOfTwoJvmsIT.class);

    /** How often the lock is taken and given back by both JVMs together: {@code -Dtest.locks.count=100000} for the long run. */
    private static final int COUNT = Integer.getInteger("test.locks.count", 1_000);

    private static final int THREADS = 2;
    private static final int CALLERS = 25;
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying();

    private static ChildJvm child(Object... doing) {
        return jvms.start(LockRole.class, doing);
    }

    @Test
    void lock_manyTimes_hasOneHolderAndRisingTokensAndLeavesNothing(@TempDir Path folder) throws Exception {
        Path room = Files.write(
                folder.resolve("room"), ByteBuffer.allocate(2 * Long.BYTES).array());
        LarderLocks locks = jvms.managers().open().unwrap(LarderLocks.class);
        try (LarderLock.Hold hold = locks.lock("first").hold()) {
            assertThat(hold.fencingToken()).isPositive(); // so that the counter is there
        }
        await().until(() -> jvms.redis().keys().size() == 1);
        try (ChildJvm one = child("contend", room, THREADS, COUNT / 2);
                ChildJvm two = child("contend", room, THREADS, COUNT / 2)) {
            Jvms.go(one, two);
            long start = System.nanoTime();
            for (int round = 1; round <= COUNT / 2 / LockRole.ROUND; round++) { // each within what is patience
                one.await("round", round);
                two.await("round", round);
            }
            one.await("done");
            two.await("done");
            LOG.info("{} times in {} ms", COUNT, (System.nanoTime() - start) / 1_000_000);
            assertThat(List.of(one.await("violations"), two.await("violations")))
                    .containsOnly("0");
        }
        await().untilAsserted(() -> assertThat(jvms.redis().keys()).hasSize(1));
        assertThat(jvms.redis().nodes().get(0).command("DBSIZE")).isEqualTo(1L);
    }

    @Test
    void lock_holderIsKilled_isFreeAfterItsWatchdog() throws Exception {
        LarderLocks locks = jvms.managers().open().unwrap(LarderLocks.class);
        try (ChildJvm holder = child("hold")) {
            Jvms.go(holder);
            long token = Long.parseLong(holder.await("token"));
            assertThat(locks.lock(LockRole.LOCK).tryLock(LockRole.WATCHDOG.multipliedBy(2)))
                    .as("while it lives")
                    .isFalse();

            holder.kill();

            long start = System.nanoTime();
            assertThat(locks.lock(LockRole.LOCK).tryLock(LONG)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LockRole.WATCHDOG.multipliedBy(3));
            assertThat(locks.lock(LockRole.LOCK).fencingToken()).isGreaterThan(token);
            locks.lock(LockRole.LOCK).unlock();
        }
    }

    @Test
    void changes_holderStoodStillPastItsLeaseAndTheNextWrote_areRefused() throws Exception {
        LarderCache<String, String> cache =
                whileHolderStandsStill((guarded, fence) -> guarded.put("stock", "of the next", fence));
        assertThat(cache.get("stock")).isEqualTo("of the next");
    }

    @Test
    void changes_holderStoodStillPastItsLeaseAndTheNextRemoved_areRefused() throws Exception {
        LarderCache<String, String> cache = whileHolderStandsStill((guarded, fence) -> {
            guarded.put("stock", "of somebody");
            assertThat(guarded.remove("stock", fence)).isTrue();
        });
        assertThat(cache.get("stock")).isNull();
    }

    @Test
    void changes_holderStoodStillPastItsLeaseAndTheNextFoundNothingToRemove_areRefused() throws Exception {
        LarderCache<String, String> cache = whileHolderStandsStill(
                (guarded, fence) -> assertThat(guarded.remove("stock", fence)).isFalse());
        assertThat(cache.get("stock")).isNull();
    }

    /** Another JVM takes the lock and stops; the lease is over, the next holder has its turn, and the other goes on. */
    private static LarderCache<String, String> whileHolderStandsStill(
            BiConsumer<LarderCache<String, String>, EntryOptions> next) throws Exception {
        CacheManager manager = jvms.managers().open();
        LarderLocks locks = manager.unwrap(LarderLocks.class);
        LarderCache<String, String> cache = LockRole.cache(manager);
        try (ChildJvm holder = child("pause")) {
            Jvms.go(holder);
            holder.await("inside");
            holder.pause();
            LarderLock lock = locks.lock(cache, "stock");
            assertThat(lock.tryLock(LONG)).isTrue();
            next.accept(cache, EntryOptions.none().withFence(lock.fencingToken()));
            assertThat(lock.fencingToken()).isGreaterThan(Long.parseLong(holder.await("token")));
            lock.unlock();

            holder.resume();
            holder.tell("on");

            for (String change : List.of("put", "replace", "remove")) {
                assertThat(holder.await(change)).as(change).startsWith("LRD-510");
            }
            assertThat(holder.await("lost")).startsWith("LRD-502");
        }
        return cache;
    }

    @Test
    void guard_fiftyCallersOfTwoJvms_oneRunsAndTheOthersAreToldWhy() {
        LarderLocks locks = jvms.managers().open().unwrap(LarderLocks.class);
        try (ChildJvm one = child("guard", CALLERS);
                ChildJvm two = child("guard", CALLERS)) {
            Jvms.go(one, two);
            await().atMost(LONG)
                    .until(() ->
                            one.said("rejected").size() + two.said("rejected").size() == 2 * CALLERS - 1);
            assertThat(one.said("rejected")).containsOnly(LockRole.MESSAGE);
            assertThat(two.said("rejected")).containsOnly(LockRole.MESSAGE);
            assertThat(one.said("inside").size() + two.said("inside").size()).isEqualTo(1);
            assertThatExceptionOfType(AlreadyRunningException.class)
                    .isThrownBy(() -> locks.guard(LockRole.LOCK).run(() -> {}));
            ChildJvm runs = one.said("inside").isEmpty() ? two : one;
            runs.tell("on");
            runs.await("ran");
            one.await("done");
            two.await("done");
            assertThat(locks.guard(LockRole.LOCK).<Integer, RuntimeException>call(() -> 42))
                    .isEqualTo(42);
        }
        await().untilAsserted(() -> assertThat(jvms.redis().keys()).isEmpty());
    }

    @Test
    void guard_jvmIsKilled_isFreeAfterItsWatchdog() {
        LarderLocks locks = jvms.managers().open().unwrap(LarderLocks.class);
        try (ChildJvm holder = child("holdGuard")) {
            Jvms.go(holder);
            holder.await("inside");
            assertThatExceptionOfType(AlreadyRunningException.class)
                    .isThrownBy(() -> locks.guard(LockRole.LOCK)
                            .waitingUpTo(LockRole.WATCHDOG.multipliedBy(2))
                            .run(() -> {}));
            holder.kill();
            locks.guard(LockRole.LOCK).waitingUpTo(LONG).run(() -> {});
        }
    }
}
