package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A JVM with listeners that is killed or frozen holds up no writer, and is forgotten. */
class DeadListenerIT {

    private static final String CACHE = "heard";
    private static final int WRITES = 100;
    private static final Duration BOUND = Duration.ofSeconds(5);

    /** The lease of a word of interest, and a margin. */
    private static final Duration FORGOTTEN = Duration.ofSeconds(45);

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    private Cache<Integer, String> cache;

    @BeforeEach
    void openCache() {
        cache = jvms.cache(CACHE);
    }

    @Test
    void write_listenerJvmKilled_isNotHeldUpAndSoonPublishesNothing() {
        try (ChildJvm listening = listening()) {
            assertThat(interestMarkers()).isNotEmpty();
            listening.kill();
        }
        assertWritesGoOn();
        await().atMost(FORGOTTEN).until(() -> interestMarkers().isEmpty());
        jvms.redis().resetCommandCounts();
        cache.put(1, "after");
        assertThat(jvms.redis().commandCounts()).doesNotContainKey("publish");
    }

    @Test
    void write_listenerJvmFrozen_isNotHeldUp() {
        try (ChildJvm listening = listening()) {
            listening.pause();
            assertWritesGoOn();
            listening.resume();
        }
    }

    private void assertWritesGoOn() {
        long start = System.nanoTime();
        IntStream.range(0, WRITES).forEach(i -> {
            cache.put(i, "put");
            cache.invoke(i, (entry, arguments) -> {
                entry.setValue("invoked");
                return true;
            });
            cache.remove(i);
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(BOUND);
    }

    private ChildJvm listening() {
        ChildJvm listening = jvms.start(ListenRole.class, CACHE);
        listening.await("ready");
        return listening;
    }

    private List<String> interestMarkers() {
        return jvms.managers().keysLeft(jvms.redis()).stream()
                .filter(key -> key.endsWith("}:w"))
                .toList();
    }
}
