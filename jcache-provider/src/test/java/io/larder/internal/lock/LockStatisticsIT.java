package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.larder.AlreadyRunningException;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.LarderLocksMXBean;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.cache.CacheManager;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the bean of a manager's locks tells. */
class LockStatisticsIT {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final Duration SHORT = Duration.ofMillis(50);

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private CacheManager manager;
    private LarderLocks locks;
    private LarderLocks others;

    @BeforeEach
    void openManagers() {
        manager = larder.anotherManager();
        locks = manager.unwrap(LarderLocks.class);
        others = larder.anotherManager().unwrap(LarderLocks.class);
    }

    private static ObjectName name(CacheManager of) throws Exception {
        return new ObjectName("io.larder:type=LockStatistics,CacheManager="
                + of.getURI().toString().replace(':', '.'));
    }

    private LarderLocksMXBean bean() throws Exception {
        return JMX.newMXBeanProxy(SERVER, name(manager), LarderLocksMXBean.class);
    }

    @Test
    void lock_takenHeldAndGivenBack_isCountedOncePerHold() throws Exception {
        LarderLock lock = locks.lock("counted");
        lock.lock();
        lock.lock();
        assertThat(bean().getLocksTaken()).isEqualTo(1);
        assertThat(bean().getLocksHeld()).isEqualTo(1);
        assertThat(bean().getAverageLockWaitTime()).isPositive();
        lock.unlock();
        assertThat(bean().getLocksHeld()).isEqualTo(1);
        lock.unlock();
        assertThat(bean().getLocksHeld()).isZero();
        try (LarderLock.Hold both =
                locks.all(locks.lock("one"), locks.fairLock("two")).hold()) {
            assertThat(both.fencingToken()).isPositive();
            assertThat(bean().getLocksHeld()).isEqualTo(2);
        }
        assertThat(bean().getLocksTaken()).isEqualTo(3);
        assertThat(bean().getLocksLost()).isZero();

        bean().clear();
        assertThat(bean().getLocksTaken()).isZero();
        assertThat(bean().getAverageLockWaitTime()).isZero();
    }

    @Test
    void tryLock_heldByAnother_countsATimeoutHereOnly() throws Exception {
        try (LarderLock.Hold hold = others.lock("taken").hold()) {
            assertThat(hold.fencingToken()).isPositive();
            assertThat(locks.lock("taken").tryLock(SHORT)).isFalse();
        }
        assertThat(bean().getLockTimeouts()).isEqualTo(1);
        assertThat(bean().getLocksTaken()).isZero();
    }

    @Test
    void unlock_lockWasLost_isCounted() throws Exception {
        LarderLock lock = locks.lock("lost");
        lock.lock();
        larder.deployment().flush();
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
        assertThat(bean().getLocksLost()).isEqualTo(1);
        assertThat(bean().getLocksHeld()).isZero();
    }

    @Test
    void guard_letsInRejectsAndIsLost_isCounted() throws Exception {
        locks.guard("guarded").run(() -> {
            assertThatExceptionOfType(AlreadyRunningException.class)
                    .isThrownBy(() -> locks.guard("guarded").run(() -> {}));
            larder.deployment().flush();
        });
        locks.guard("interval").oncePer(Duration.ofMinutes(1)).run(() -> {});
        assertThatExceptionOfType(AlreadyRunningException.class)
                .isThrownBy(() ->
                        locks.guard("interval").oncePer(Duration.ofMinutes(1)).run(() -> {}));
        assertThat(bean().getGuardedRuns()).isEqualTo(2);
        assertThat(bean().getGuardRejections()).isEqualTo(2);
        assertThat(bean().getGuardsLost()).isEqualTo(1);
    }

    @Test
    void bean_managerWithoutLocksOrClosed_isNotThere() throws Exception {
        CacheManager another = larder.anotherManager();
        assertThat(SERVER.isRegistered(name(another))).isFalse();
        assertThat(SERVER.isRegistered(name(manager))).isTrue();
        manager.close();
        assertThat(SERVER.isRegistered(name(manager))).isFalse();
    }
}
