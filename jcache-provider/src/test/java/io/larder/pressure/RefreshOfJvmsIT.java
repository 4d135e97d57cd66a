package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.LarderCache;
import io.larder.LoadOptions;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three JVMs with 20 threads each read the same stale entry at the same time. */
class RefreshOfJvmsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RefreshOfJvmsIT.class);
    private static final String CACHE = "refreshes";
    private static final String KEY = "stale";
    private static final int JVMS = 3;
    private static final int THREADS = 20;

    private static RedisDeployment redis;

    private Managers managers;

    @BeforeAll
    static void startRedis() {
        redis = RedisServers.target();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    /** Of its ten minutes and an hour 59 minutes are left, as far as the server knows. */
    @BeforeEach
    void loadOldValue() {
        managers = Managers.on(redis);
        @SuppressWarnings("unchecked") // an untyped cache
        LarderCache<String, String> cache = managers.cache(CACHE).unwrap(LarderCache.class);
        cache.computeIfAbsent(
                KEY,
                key -> "old",
                LoadOptions.none().withTtl(Duration.ofMinutes(10)).withStaleFor(Duration.ofHours(1)));
        cache.expire(KEY, Duration.ofMinutes(59));
    }

    @AfterEach
    void destroyCaches() {
        managers.destroyAll();
        assertThat(managers.keysLeft(redis)).isEmpty();
    }

    @Test
    void read_staleEntryOfThreeJvms_isRefreshedOnce() {
        List<ChildJvm> jvms = List.of(start(300, 10_000), start(300, 10_000), start(300, 10_000));
        try {
            jvms.forEach(jvm -> jvm.tell("go"));
            jvms.forEach(jvm -> jvm.await("done"));
            assertThat(said(jvms, "refreshing")).containsExactly(KEY);
            assertThat(said(jvms, "got")).hasSize(JVMS * THREADS).containsOnly("new");
            LOG.info("reads of the old value meanwhile: {}", said(jvms, "stale"));
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    @Test
    void read_refreshingJvmIsKilled_oneOtherRefreshesWithinTheLease() {
        Duration lease = Duration.ofSeconds(2);
        List<ChildJvm> jvms = new ArrayList<>();
        try {
            jvms.add(start(60_000, lease.toMillis()));
            jvms.add(start(300, lease.toMillis()));
            jvms.add(start(300, lease.toMillis()));
            jvms.get(0).tell("go");
            jvms.get(0).await("refreshing");
            List<ChildJvm> others = jvms.subList(1, JVMS);
            others.forEach(jvm -> jvm.tell("go"));
            jvms.get(0).kill();
            long killed = System.nanoTime();
            others.forEach(jvm -> jvm.await("done"));
            long millis = (System.nanoTime() - killed) / 1_000_000;
            LOG.info("after {} ms the others had the new value", millis);
            assertThat(said(others, "refreshing")).containsExactly(KEY);
            assertThat(said(others, "got")).hasSize((JVMS - 1) * THREADS).containsOnly("new");
            assertThat(Duration.ofMillis(millis))
                    .isLessThan(lease.plusMillis(500 + 300).plusSeconds(1));
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    private ChildJvm start(long loadMillis, long leaseMillis) {
        ChildJvm jvm = ChildJvm.start(
                RefreshRole.class,
                managers.address(),
                managers.keyPrefix(),
                CACHE,
                KEY,
                THREADS,
                loadMillis,
                leaseMillis);
        jvm.await("ready");
        return jvm;
    }

    private static List<String> said(List<ChildJvm> jvms, String word) {
        return jvms.stream().flatMap(jvm -> jvm.said(word).stream()).toList();
    }
}
