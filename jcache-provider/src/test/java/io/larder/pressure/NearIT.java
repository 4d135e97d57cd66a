package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying();

    @Test
    void get_twoJvmsReadAndCount_neverGoesBack() {
        jvms.<Integer, Long>cache(CACHE).put(0, 0L);
        List<ChildJvm> both = List.of(near(THREADS), near(THREADS));
        Jvms.go(both);
        for (ChildJvm child : both) {
            assertThat(Long.parseLong(child.await("calls"))).isGreaterThanOrEqualTo(4000);
            assertThat(child.await("backwards")).isEqualTo("0");
        }
    }

    @Test
    void get_jvmWasPausedAndMissedEverything_isNeverOlderThanTheBound() throws Exception {
        Cache<Integer, Long> here = jvms.cache(CACHE);
        here.put(0, 1L);
        ChildJvm paused = near(0);
        paused.await("ready");
        assertThat(get(paused, 1)).isEqualTo("1");
        assertThat(get(paused, 2)).isEqualTo("1");
        paused.pause();
        here.put(0, 2L);
        jvms.redis().nodes().get(0).command("CLIENT", "KILL", "TYPE", "pubsub"); // so that nothing tells it afterwards
        new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        paused.resume();

        assertThat(get(paused, 3)).isEqualTo("2");
    }

    private static String get(ChildJvm child, int time) {
        child.tell("get");
        return child.await("got", time).get(time - 1);
    }

    private static ChildJvm near(int threads) {
        return jvms.start(NearRole.class, CACHE, MAXIMUM_AGE.toMillis(), threads, SECONDS);
    }
}
