package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisServers;
import java.util.List;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code invoke} under pressure from two JVMs: nothing is lost, nothing is torn, and everybody gets on. */
class IncrementsIT {

    private static final Logger LOG = LoggerFactory.getLogger(IncrementsIT.class);
    private static final String CACHE = "counters";
    private static final int THREADS = 16;
    private static final int INCREMENTS = 1000;
    private static final long PER_JVM = (long) THREADS * INCREMENTS;

    /** A caller that starves waits for the others' 31 000 increments; a busy machine alone does not take that long. */
    private static final double LONGEST_CALL_MILLIS = 15_000;

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    @Test
    void invoke_twoJvmsOneKey_countsEveryIncrementAndStarvesNobody() {
        Cache<Integer, Long> counters = jvms.cache(CACHE);
        ChildJvm one = incrementer(1);
        ChildJvm two = incrementer(1);
        go(one, two);
        assertThat(latencies("one key", one).maxMillis()).isLessThan(LONGEST_CALL_MILLIS);
        assertThat(latencies("one key", two).maxMillis()).isLessThan(LONGEST_CALL_MILLIS);
        assertThat(counters.get(0)).isEqualTo(2 * PER_JVM);
    }

    @Test
    void invoke_twoJvmsSixteenKeys_countsEveryIncrement() {
        int keys = 16;
        Cache<Integer, Long> counters = jvms.cache(CACHE);
        ChildJvm one = incrementer(keys);
        ChildJvm two = incrementer(keys);
        go(one, two);
        assertThat(latencies("16 keys", one).maxMillis()).isLessThan(LONGEST_CALL_MILLIS);
        assertThat(latencies("16 keys", two).maxMillis()).isLessThan(LONGEST_CALL_MILLIS);
        assertThat(IntStream.range(0, keys).mapToObj(counters::get))
                .containsOnly(2 * PER_JVM / keys)
                .hasSize(keys);
    }

    @Test
    void invoke_jvmKilledInTheMiddle_keepsWhatWasAcknowledgedAndTearsNothing() {
        Cache<Integer, Long> counters = jvms.cache(CACHE);
        ChildJvm killed = incrementer(1);
        ChildJvm other = incrementer(1);
        Jvms.go(killed, other);
        killed.await("+", (int) PER_JVM / 8);
        killed.kill();
        other.await("done");
        assertThat(killed.said("done")).isEmpty();
        assertThat(latencies("one key, other JVM killed", other).maxMillis()).isLessThan(LONGEST_CALL_MILLIS);
        long acknowledged = (long) killed.said("+").size() + other.said("+").size();
        assertThat(acknowledged).isGreaterThan(PER_JVM);
        assertThat(counters.get(0)).isBetween(acknowledged, acknowledged + THREADS);
    }

    private static ChildJvm incrementer(int keys) {
        return jvms.start(IncrementRole.class, CACHE, THREADS, INCREMENTS, keys);
    }

    private static void go(ChildJvm... children) {
        Jvms.go(children);
        List.of(children).forEach(child -> child.await("done"));
    }

    private static Latencies latencies(String what, ChildJvm child) {
        Latencies latencies = Latencies.parse(child.await("latencies"));
        LOG.info("{}: {} increments in {} ms, {}", what, PER_JVM, child.await("millis"), latencies);
        return latencies;
    }
}
