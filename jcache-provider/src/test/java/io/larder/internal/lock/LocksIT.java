package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import io.larder.testing.RedisNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks of two managers, each with a connection of its own, as two JVMs would have. */
@ParameterizedClass
@EnumSource(Topology.class)
class LocksIT {

    private static final Duration NOT_AT_ALL = Duration.ZERO;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(80);

    @RegisterExtension
    final LarderCaches larder;

    private CacheManager otherManager;
    private LarderLocks mine;
    private LarderLocks others;

    LocksIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @BeforeEach
    void openManagers() {
        otherManager = larder.anotherManager();
        mine = larder.anotherManager().unwrap(LarderLocks.class);
        others = otherManager.unwrap(LarderLocks.class);
    }

    private static <T extends @Nullable Object> FutureTask<T> inThread(Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task);
        Thread thread = new Thread(future, "other");
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static <T extends @Nullable Object> T elsewhere(Callable<T> task) throws Exception {
        return inThread(task).get(30, TimeUnit.SECONDS);
    }

    /** Without the one counter, and without what Redisson deletes a moment after an unlock. */
    private List<String> keysLeft() {
        return larder.deployment().keys().stream()
                .filter(key -> !key.endsWith("{#locks}:token"))
                .toList();
    }

    // --- taking and giving back ------------------------------------------------------------------------------------

    @Test
    void tryLock_heldByAnotherManager_isRefusedUntilItIsUnlocked() throws Exception {
        LarderLock lock = mine.lock("stock");
        lock.lock();

        assertThat(elsewhere(() -> others.lock("stock").tryLock(NOT_AT_ALL))).isFalse();
        assertThat(elsewhere(() -> mine.lock("stock").tryLock(NOT_AT_ALL))).isFalse();
        lock.unlock();
        assertThat(others.lock("stock").tryLock(NOT_AT_ALL)).isTrue();
        others.lock("stock").unlock();
        await().untilAsserted(() -> assertThat(keysLeft()).isEmpty());
    }

    @Test
    void tryLock_heldByAnotherManager_getsItWhenThatUnlocks() throws Exception {
        LarderLock lock = mine.lock("stock");
        lock.lock();
        FutureTask<Boolean> waiting = inThread(() -> others.lock("stock").tryLock(LONG));
        await().until(() -> larder.deployment().nodes().stream().anyMatch(LocksIT::hasSubscriber));

        lock.unlock();

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private static boolean hasSubscriber(RedisNode node) {
        return !list(node.command("PUBSUB", "CHANNELS", "redisson_lock__channel:*"))
                        .isEmpty()
                || hasShardSubscriber(node);
    }

    private static List<?> list(@Nullable Object reply) {
        return (List<?>) Objects.requireNonNull(reply, "reply");
    }

    private static boolean hasShardSubscriber(RedisNode node) {
        try {
            return !list(node.command("PUBSUB", "SHARDCHANNELS", "redisson_lock__channel:*"))
                    .isEmpty();
        } catch (RuntimeException e) {
            return false; // before Redis 7
        }
    }

    @Test
    void tryLock_leaseIsOver_isFreeForOthersAndItsHolderIsTold() throws Exception {
        LarderLock lock = mine.lock("stock");
        assertThat(lock.tryLock(NOT_AT_ALL, SHORT)).isTrue();

        assertThat(elsewhere(() -> others.lock("stock").tryLock(LONG))).isTrue();

        assertThat(lock.isHeldByCurrentThread()).isFalse();
        assertThatExceptionOfType(IllegalMonitorStateException.class)
                .isThrownBy(lock::unlock)
                .withMessageStartingWith("LRD-502");
    }

    @Test
    void unlock_byAThreadThatDoesNotHoldIt_isRefused() throws Exception {
        LarderLock lock = mine.lock("stock");
        assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageStartingWith("LRD-501");
        lock.lock();
        assertThatThrownBy(() -> elsewhere(() -> {
                    lock.unlock();
                    return true;
                }))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalMonitorStateException.class);
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        lock.unlock();
    }

    @Test
    void lock_heldByTheSameThread_isHeldUntilUnlockedAsOften() throws Exception {
        mine.lock("stock").lock();
        assertThat(mine.lock("stock").tryLock(NOT_AT_ALL, SHORT)).isTrue();
        mine.lock("stock").unlock();
        assertThat(mine.lock("stock").isHeldByCurrentThread()).isTrue();
        assertThat(elsewhere(() -> others.lock("stock").tryLock(SHORT))).isFalse();
        mine.lock("stock").unlock();
        assertThat(mine.lock("stock").isHeldByCurrentThread()).isFalse();
        assertThat(others.lock("stock").tryLock(NOT_AT_ALL)).isTrue();
    }

    @Test
    void hold_inATryBlock_endsWithIt() {
        try (LarderLock.Hold hold = mine.lock("stock").hold()) {
            assertThat(hold.fencingToken()).isEqualTo(mine.lock("stock").fencingToken());
        }
        assertThat(mine.lock("stock").isHeldByCurrentThread()).isFalse();
    }

    @Test
    void lockOfAKey_isSharedBetweenManagersAndApartFromNames() throws Exception {
        Cache<Object, Object> cache = larder.manager().createCache("stock", new MutableConfiguration<>());
        CacheManager second = larder.anotherManager(getClass().getClassLoader(), larder.configuration());
        Cache<Object, Object> first = otherManager.createCache("stock", new MutableConfiguration<>());
        Cache<Object, Object> again = second.createCache("stock", new MutableConfiguration<>());
        LarderLocks secondLocks = second.unwrap(LarderLocks.class);

        others.lock(first, 4711).lock();

        assertThat(elsewhere(() -> secondLocks.lock(again, 4711).tryLock(NOT_AT_ALL)))
                .isFalse();
        assertThat(elsewhere(() -> secondLocks.lock(again, "4711").tryLock(NOT_AT_ALL)))
                .isTrue();
        assertThat(elsewhere(() -> secondLocks.lock(again, 4712).tryLock(NOT_AT_ALL)))
                .isTrue();
        assertThat(elsewhere(() -> secondLocks.lock("stock").tryLock(NOT_AT_ALL)))
                .isTrue();
        assertThat(cache.containsKey(4711)).isFalse();
        first.clear();
        otherManager.destroyCache("stock");
        assertThat(others.lock(again, 4711).isHeldByCurrentThread()).isTrue();
    }

    @Test
    void lock_namesOfAllKinds_areLocksOfTheirOwnInOneSlotEach() {
        List<String> names =
                List.of("a", "a:b", "{a}", "a}:h", "ä", "%C3%A4", " ", "", "*", "x".repeat(5000), "x".repeat(5001));
        names.forEach(name -> mine.lock(name).lock());
        names.forEach(name -> mine.fairLock(name).lock()); // the same locks: held already

        assertThat(keysLeft().stream().filter(key -> key.contains("{#lock:"))).hasSameSizeAs(names);
        names.forEach(name -> {
            mine.lock(name).unlock();
            mine.lock(name).unlock();
        });
        await().untilAsserted(() -> assertThat(keysLeft()).isEmpty());
    }

    @Test
    void destroyCache_namedLikeLocks_takesNoLockAway() {
        Cache<Object, Object> cache = otherManager.createCache("lock", new MutableConfiguration<>());
        cache.put(1, 1);
        others.lock("17").lock();
        long token = others.lock("17").fencingToken();
        otherManager.destroyCache("lock");
        otherManager.createCache("locks", new MutableConfiguration<>());
        otherManager.destroyCache("locks");

        assertThat(others.lock("17").isHeldByCurrentThread()).isTrue();
        assertThat(larder.deployment().keys()).anyMatch(key -> key.endsWith("{#locks}:token"));
        assertThat(token).isPositive();
    }

    @Test
    void tryLock_argumentsThatAreNone_areRefused() {
        LarderLock lock = mine.lock("stock");
        assertThatThrownBy(() -> lock.tryLock(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-503");
        assertThatThrownBy(() -> lock.tryLock(NOT_AT_ALL, Duration.ofNanos(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-504");
        assertThatThrownBy(() -> mine.all())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-505");
        assertThatThrownBy(() -> mine.all(lock, others.lock("stock")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-505");
    }

    // --- interrupts and closing ------------------------------------------------------------------------------------

    @Test
    void lockInterruptibly_interrupted_endsAndHoldsNothing() throws Exception {
        interruptedWhileWaiting(mine.lock("stock"), others.lock("stock"));
    }

    @Test
    void lockInterruptibly_fairAndInterrupted_endsAndHoldsUpNobody() throws Exception {
        interruptedWhileWaiting(mine.fairLock("stock"), others.fairLock("stock"));
    }

    private void interruptedWhileWaiting(LarderLock held, LarderLock wanted) throws Exception {
        held.lock();
        CopyOnWriteArrayList<Throwable> thrown = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Waiter waiter : List.<Waiter>of(wanted::lockInterruptibly, () -> wanted.tryLock(Duration.ofHours(1)))) {
            Thread thread = new Thread(() -> {
                try {
                    waiter.get();
                } catch (InterruptedException e) {
                    thrown.add(e);
                }
            });
            thread.start();
            threads.add(thread);
        }
        await().until(() -> larder.deployment().nodes().stream().anyMatch(LocksIT::hasSubscriber));
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join(5_000);
        }
        assertThat(thrown).hasSize(2);
        held.unlock();
        assertThat(elsewhere(() -> wanted.tryLock(Duration.ofSeconds(5)))).isTrue();
    }

    private interface Waiter {
        void get() throws InterruptedException;
    }

    @Test
    void lock_interruptedManyTimes_waitsOnAndKeepsTheFlag() throws Exception {
        LarderLock held = mine.lock("stock");
        held.lock();
        LarderLock wanted = others.lock("stock");
        FutureTask<Boolean> waiting = new FutureTask<>(() -> {
            wanted.lock();
            boolean flag = Thread.interrupted();
            boolean holds = wanted.isHeldByCurrentThread();
            wanted.unlock();
            return flag && holds;
        });
        Thread thread = new Thread(waiting);
        thread.start();
        await().until(() -> larder.deployment().nodes().stream().anyMatch(LocksIT::hasSubscriber));
        for (int i = 0; i < 5; i++) {
            thread.interrupt();
            await().until(() -> !thread.isInterrupted());
        }
        held.unlock();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(keysLeft()).isEmpty());
    }

    @Test
    void close_whileAThreadWaits_endsTheWait() throws Exception {
        mine.lock("stock").lock();
        LarderLock lock = others.lock("stock");
        FutureTask<Boolean> waiting = inThread(() -> {
            lock.lock();
            return true;
        });
        await().until(() -> larder.deployment().nodes().stream().anyMatch(LocksIT::hasSubscriber));

        otherManager.close();

        assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-506");
        assertThatThrownBy(lock::lock).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("LRD-412");
        assertThatThrownBy(() -> others.lock("more")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> others.guard("more")).isInstanceOf(IllegalStateException.class);
    }

    // --- order -----------------------------------------------------------------------------------------------------

    @Test
    void fairLock_manyWait_getItInTheOrderInWhichTheyAsked() throws Exception {
        LarderLock held = mine.fairLock("till");
        held.lock();
        CopyOnWriteArrayList<Integer> order = new CopyOnWriteArrayList<>();
        List<FutureTask<Boolean>> customers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int number = i;
            LarderLock lock = (i % 2 == 0 ? mine : others).fairLock("till");
            customers.add(inThread(() -> {
                lock.lock();
                order.add(number);
                lock.unlock();
                return true;
            }));
            await().until(() -> queueLength() == number + 1);
        }
        held.unlock();
        for (FutureTask<Boolean> customer : customers) {
            customer.get(20, TimeUnit.SECONDS);
        }
        assertThat(order)
                .containsExactlyElementsOf(IntStream.range(0, 6).boxed().toList());
        await().untilAsserted(() -> assertThat(keysLeft()).isEmpty());
    }

    private long queueLength() {
        String queue = larder.deployment().keys().stream()
                .filter(key -> key.startsWith("redisson_lock_queue"))
                .findFirst()
                .orElse("none");
        return larder.deployment().nodes().stream()
                .mapToLong(node -> {
                    try {
                        return (Long) Objects.requireNonNull(node.command("LLEN", queue));
                    } catch (RuntimeException e) {
                        return 0; // another node of the cluster
                    }
                })
                .sum();
    }

    // --- several at once -------------------------------------------------------------------------------------------

    @Test
    void all_oneIsHeldByAnother_keepsNone() throws Exception {
        others.lock("b").lock();
        LarderLock both = mine.all(mine.lock("a"), mine.lock("b"), mine.lock("a"));

        assertThat(elsewhere(() -> both.tryLock(SHORT))).isFalse();
        assertThat(elsewhere(() -> both.tryLock(SHORT, LONG))).isFalse();
        assertThat(elsewhere(() -> mine.lock("a").tryLock(NOT_AT_ALL))).isTrue();
    }

    @Test
    void all_takenAcross_neverDeadlocks() throws Exception {
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (LarderLocks locks : List.of(mine, others)) {
            for (List<String> names : List.of(List.of("a", "b", "c"), List.of("c", "b", "a"))) {
                LarderLock all = locks.all(names.stream().map(locks::lock).toArray(LarderLock[]::new));
                tasks.add(inThread(() -> {
                    for (int i = 0; i < 20; i++) {
                        all.lock();
                        assertThat(all.fencingToken()).isPositive();
                        all.unlock();
                    }
                    return all.isHeldByCurrentThread();
                }));
            }
        }
        for (FutureTask<Boolean> task : tasks) {
            assertThat(task.get(30, TimeUnit.SECONDS)).isFalse();
        }
        await().untilAsserted(() -> assertThat(keysLeft()).isEmpty());
    }

    @Test
    void all_waitedForOneLongerThanTheLease_holdsAllAfterwards() throws Exception {
        FutureTask<Boolean> other = inThread(() -> others.lock("b").tryLock(NOT_AT_ALL, Duration.ofMillis(600)));
        assertThat(other.get(10, TimeUnit.SECONDS)).isTrue();
        LarderLock both = mine.all(mine.lock("a"), mine.lock("b"));

        assertThat(both.tryLock(LONG, Duration.ofMillis(300))).isTrue();

        assertThat(mine.lock("a").isHeldByCurrentThread()).isTrue();
    }

    // --- fencing tokens --------------------------------------------------------------------------------------------

    @Test
    void fencingToken_holdAfterHold_rises() {
        List<Long> tokens = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (LarderLocks locks : List.of(mine, others)) {
                try (LarderLock.Hold hold = locks.lock("stock").hold()) {
                    tokens.add(hold.fencingToken());
                    assertThat(hold.fencingToken()).isEqualTo(tokens.get(tokens.size() - 1));
                    try (LarderLock.Hold again = locks.lock("stock").hold()) {
                        assertThat(again.fencingToken()).isEqualTo(hold.fencingToken());
                    }
                }
            }
            larder.deployment().flush(); // as a restart without a disk would
        }
        assertThat(tokens).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void fencingToken_counterAheadOfTheClock_risesByOne() {
        mine.lock("stock").lock();
        mine.lock("stock").fencingToken();
        mine.lock("stock").unlock();
        String counter = larder.deployment().keys().stream()
                .filter(key -> key.endsWith("{#locks}:token"))
                .collect(Collectors.joining());
        larder.deployment().nodes().forEach(node -> set(node, counter, "4000000000000000"));

        try (LarderLock.Hold hold = others.lock("stock").hold()) {
            assertThat(hold.fencingToken()).isEqualTo(4_000_000_000_000_001L);
        }
    }

    private static void set(RedisNode node, String key, String value) {
        try {
            node.command("SET", key, value);
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("MOVED");
        }
    }

    @Test
    void fencingToken_notHeldOrNoLonger_isRefused() throws Exception {
        LarderLock lock = mine.lock("stock");
        assertThatThrownBy(lock::fencingToken)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageStartingWith("LRD-501");
        assertThat(lock.tryLock(NOT_AT_ALL, SHORT)).isTrue();
        assertThat(elsewhere(() -> others.lock("stock").tryLock(LONG))).isTrue();
        assertThatThrownBy(lock::fencingToken)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageStartingWith("LRD-502");
    }

    @Test
    void lock_afterTheHoldWasLost_isANewHoldWithAHigherToken() throws Exception {
        LarderLock lock = mine.lock("stock");
        assertThat(lock.tryLock(NOT_AT_ALL, Duration.ofSeconds(2))).isTrue();
        long lost = lock.fencingToken();
        long between = elsewhere(() -> {
            others.lock("stock").lock();
            long token = others.lock("stock").fencingToken();
            others.lock("stock").unlock();
            return token;
        });

        lock.lock();

        assertThat(List.of(lost, between, lock.fencingToken())).isSorted().doesNotHaveDuplicates();
        lock.unlock();
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
    }
}
