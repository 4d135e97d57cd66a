package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three JVMs with 100 threads each miss the same entry at the same time. */
class SingleFlightIT {

    private static final Logger LOG = LoggerFactory.getLogger(SingleFlightIT.class);
    private static final String CACHE = "flights";
    private static final int JVMS = 3;
    private static final int THREADS = 100;

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    private Cache<String, String> cache;

    @BeforeEach
    void openCache() {
        cache = jvms.cache(CACHE);
    }

    @Test
    void get_coldKeyOfThreeJvms_isLoadedOnce() {
        askAll(startAll(LoadRole.class, 200, Duration.ofSeconds(10)));
    }

    @Test
    void get_loadingJvmIsKilled_oneOtherLoadsWithinTheLease() {
        Duration lease = Duration.ofSeconds(2);
        long loadMillis = 500;
        List<ChildJvm> all = startAll(LoadRole.class, loadMillis, lease);
        ChildJvm first = all.get(0);
        first.tell("go");
        first.await("loading");
        all.subList(1, JVMS).forEach(jvm -> jvm.tell("go"));
        first.kill();
        long killed = System.nanoTime();
        List<ChildJvm> others = all.subList(1, JVMS);
        others.forEach(jvm -> jvm.await("done"));
        long millis = (System.nanoTime() - killed) / 1_000_000;
        LOG.info("after {} ms all {} others had the value", millis, 2 * THREADS);
        requireOneLoad(others);
        assertThat(Duration.ofMillis(millis))
                .isLessThan(lease.plusMillis(loadMillis).plusSeconds(1));
    }

    @Test
    void computeIfAbsentAsync_coldKeyOfThreeJvms_isLoadedOnceAndLongerThanTheLease() {
        askAll(startAll(StageRole.class, 2_500, Duration.ofSeconds(1)));
    }

    @Test
    void computeIfAbsentAsync_loadingJvmIsKilled_oneOtherLoads() {
        Duration lease = Duration.ofSeconds(2);
        ChildJvm first = start(StageRole.class, Duration.ofHours(1).toMillis(), lease);
        List<ChildJvm> others = List.of(start(StageRole.class, 100, lease), start(StageRole.class, 100, lease));
        first.await("ready");
        first.tell("go");
        first.await("asked");
        others.forEach(jvm -> jvm.await("ready"));
        others.forEach(jvm -> jvm.tell("go"));
        others.forEach(jvm -> jvm.await("asked"));
        first.kill();
        others.forEach(jvm -> jvm.await("done"));
        requireOneLoad(others);
    }

    /** Lets all threads of all JVMs ask, and requires that one load answers them and that its value stays. */
    private void askAll(List<ChildJvm> all) {
        all.forEach(jvm -> jvm.tell("go"));
        all.forEach(jvm -> jvm.await("done"));
        requireOneLoad(all);
        assertThat(cache.get("cold")).isEqualTo("value of cold");
    }

    private static void requireOneLoad(List<ChildJvm> jvms) {
        assertThat(Jvms.said(jvms, "loading")).containsExactly("cold");
        assertThat(Jvms.said(jvms, "got")).hasSize(jvms.size() * THREADS).containsOnly("value of cold");
    }

    private static List<ChildJvm> startAll(Class<?> role, long loadMillis, Duration lease) {
        List<ChildJvm> all = Stream.generate(() -> start(role, loadMillis, lease))
                .limit(JVMS)
                .toList();
        all.forEach(jvm -> jvm.await("ready"));
        return all;
    }

    private static ChildJvm start(Class<?> role, long loadMillis, Duration lease) {
        return jvms.start(role, CACHE, "cold", THREADS, loadMillis, lease.toMillis());
    }
}
