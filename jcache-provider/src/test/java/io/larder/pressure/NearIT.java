package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Near caches in several JVMs. {@code -Dtest.near.seconds=60} lets them run for a minute, and {@code -Dtest.near.pause=60}
 * pauses one for as long.
 */
class NearIT {

    private static final int SECONDS = Integer.getInteger("test.near.seconds", 5);
    private static final Duration PAUSE = Duration.ofSeconds(Integer.getInteger("test.near.pause", 5));
    private static final String CACHE = "near";
    private static final int THREADS = 8;
    private static final Duration MAXIMUM_AGE = Duration.ofSeconds(2);

    private static RedisDeployment redis;

    private Managers managers;

    @BeforeAll
    static void startRedis() {
        redis = RedisServers.standalone();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @BeforeEach
    void openManagers() {
        managers = Managers.on(redis);
    }

    @AfterEach
    void destroyCaches() {
        managers.destroyAll();
    }

    @Test
    void get_twoJvmsReadAndCount_neverGoesBack() {
        managers.<Integer, Long>cache(CACHE).put(0, 0L);
        try (ChildJvm one = near(THREADS);
                ChildJvm two = near(THREADS)) {
            List<ChildJvm> both = List.of(one, two);
            both.forEach(child -> child.await("ready"));
            both.forEach(child -> child.tell("go"));
            for (ChildJvm child : both) {
                assertThat(Long.parseLong(child.await("calls"))).isGreaterThanOrEqualTo(4000);
                assertThat(child.await("backwards")).isEqualTo("0");
            }
        }
    }

    @Test
    void get_jvmWasPausedAndMissedEverything_isNeverOlderThanTheBound() throws Exception {
        Cache<Integer, Long> here = managers.cache(CACHE);
        here.put(0, 1L);
        try (ChildJvm paused = near(0)) {
            paused.await("ready");
            assertThat(get(paused, 1)).isEqualTo("1");
            assertThat(get(paused, 2)).isEqualTo("1");
            paused.pause();
            here.put(0, 2L);
            redis.nodes().get(0).command("CLIENT", "KILL", "TYPE", "pubsub"); // so that nothing tells it afterwards
            new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            paused.resume();

            assertThat(get(paused, 3)).isEqualTo("2");
        }
    }

    private static String get(ChildJvm child, int time) {
        child.tell("get");
        return child.await("got", time).get(time - 1);
    }

    private ChildJvm near(int threads) {
        return ChildJvm.start(
                NearRole.class,
                managers.address(),
                managers.keyPrefix(),
                CACHE,
                MAXIMUM_AGE.toMillis(),
                threads,
                SECONDS);
    }
}
