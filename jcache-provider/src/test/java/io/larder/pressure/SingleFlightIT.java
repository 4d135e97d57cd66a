package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three JVMs with 100 threads each miss the same entry at the same time. */
class SingleFlightIT {

    private static final Logger LOG = LoggerFactory.getLogger(SingleFlightIT.class);
    private static final String CACHE = "flights";
    private static final int JVMS = 3;
    private static final int THREADS = 100;

    private static RedisDeployment redis;

    private Managers managers;
    private Cache<String, String> cache;

    @BeforeAll
    static void startRedis() {
        redis = RedisServers.target();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void openCache() {
        managers = Managers.on(redis);
        cache = managers.cache(CACHE);
    }

    @AfterEach
    void destroyCaches() {
        managers.destroyAll();
        assertThat(managers.keysLeft(redis)).isEmpty();
    }

    @Test
    void get_coldKeyOfThreeJvms_isLoadedOnce() {
        List<ChildJvm> jvms = start(200, Duration.ofSeconds(10));
        try {
            jvms.forEach(jvm -> jvm.tell("go"));
            jvms.forEach(jvm -> jvm.await("done"));
            assertThat(said(jvms, "loading")).containsExactly("cold");
            assertThat(said(jvms, "got")).hasSize(JVMS * THREADS).containsOnly("value of cold");
        } finally {
            jvms.forEach(ChildJvm::close);
        }
        assertThat(cache.get("cold")).isEqualTo("value of cold");
    }

    @Test
    void get_loadingJvmIsKilled_oneOtherLoadsWithinTheLease() {
        Duration lease = Duration.ofSeconds(2);
        long loadMillis = 500;
        List<ChildJvm> jvms = start(loadMillis, lease);
        try {
            ChildJvm first = jvms.get(0);
            first.tell("go");
            first.await("loading");
            jvms.subList(1, JVMS).forEach(jvm -> jvm.tell("go"));
            first.kill();
            long killed = System.nanoTime();
            List<ChildJvm> others = jvms.subList(1, JVMS);
            others.forEach(jvm -> jvm.await("done"));
            long millis = (System.nanoTime() - killed) / 1_000_000;
            LOG.info("after {} ms all {} others had the value", millis, 2 * THREADS);
            assertThat(said(others, "loading")).containsExactly("cold");
            assertThat(said(others, "got")).hasSize((JVMS - 1) * THREADS).containsOnly("value of cold");
            assertThat(Duration.ofMillis(millis))
                    .isLessThan(lease.plusMillis(loadMillis).plusSeconds(1));
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    private List<ChildJvm> start(long loadMillis, Duration lease) {
        List<ChildJvm> jvms = new ArrayList<>();
        for (int i = 0; i < JVMS; i++) {
            jvms.add(ChildJvm.start(
                    LoadRole.class,
                    managers.address(),
                    managers.keyPrefix(),
                    CACHE,
                    "cold",
                    THREADS,
                    loadMillis,
                    lease.toMillis()));
        }
        jvms.forEach(jvm -> jvm.await("ready"));
        return jvms;
    }

    private static List<String> said(List<ChildJvm> jvms, String word) {
        return jvms.stream().flatMap(jvm -> jvm.said(word).stream()).toList();
    }
}
