package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.LarderCache;
import io.larder.LoadOptions;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three JVMs with 20 threads each read the same stale entry at the same time. */
class RefreshOfJvmsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshOfJvmsIT.class);
    private static final String CACHE = "refreshes";
    private static final String KEY = "stale";
    private static final int JVMS = 3;
    private static final int THREADS = 20;

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    /** Of its ten minutes and an hour 59 minutes are left, as far as the server knows. */
    @BeforeEach
    void loadOldValue() {
        @SuppressWarnings("unchecked") // an untyped cache
        LarderCache<String, String> cache = jvms.cache(CACHE).unwrap(LarderCache.class);
        cache.computeIfAbsent(
                KEY,
                key -> "old",
                LoadOptions.none().withTtl(Duration.ofMinutes(10)).withStaleFor(Duration.ofHours(1)));
        cache.expire(KEY, Duration.ofMinutes(59));
    }

    @Test
    void read_staleEntryOfThreeJvms_isRefreshedOnce() {
        List<ChildJvm> all = List.of(start(300, 10_000), start(300, 10_000), start(300, 10_000));
        all.forEach(jvm -> jvm.tell("go"));
        all.forEach(jvm -> jvm.await("done"));
        assertThat(Jvms.said(all, "refreshing")).containsExactly(KEY);
        assertThat(Jvms.said(all, "got")).hasSize(JVMS * THREADS).containsOnly("new");
        LOG.info("reads of the old value meanwhile: {}", Jvms.said(all, "stale"));
    }

    @Test
    void read_refreshingJvmIsKilled_oneOtherRefreshesWithinTheLease() {
        Duration lease = Duration.ofSeconds(2);
        ChildJvm first = start(60_000, lease.toMillis());
        List<ChildJvm> others = List.of(start(300, lease.toMillis()), start(300, lease.toMillis()));
        first.tell("go");
        first.await("refreshing");
        others.forEach(jvm -> jvm.tell("go"));
        first.kill();
        long killed = System.nanoTime();
        others.forEach(jvm -> jvm.await("done"));
        long millis = (System.nanoTime() - killed) / 1_000_000;
        LOG.info("after {} ms the others had the new value", millis);
        assertThat(Jvms.said(others, "refreshing")).containsExactly(KEY);
        assertThat(Jvms.said(others, "got")).hasSize((JVMS - 1) * THREADS).containsOnly("new");
        assertThat(Duration.ofMillis(millis))
                .isLessThan(lease.plusMillis(500 + 300).plusSeconds(2));
    }

    private ChildJvm start(long loadMillis, long leaseMillis) {
        ChildJvm jvm = jvms.start(RefreshRole.class, CACHE, KEY, THREADS, loadMillis, leaseMillis);
        jvm.await("ready");
        return jvm;
    }
}
