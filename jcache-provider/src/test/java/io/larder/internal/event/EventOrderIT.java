package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The events of one key form a chain without gaps, for every listener in every manager, whoever writes. */
@ParameterizedClass
@EnumSource(Topology.class)
class EventOrderIT {

    private static final int THREADS = 8;
    private static final int CHANGES_PER_THREAD = 40;

    @RegisterExtension
    final LarderCaches larder;

    private final EventRecorder<String, String> synchronousHere = new EventRecorder<>();
    private final EventRecorder<String, String> asynchronousHere = new EventRecorder<>();
    private final EventRecorder<String, String> synchronousThere = new EventRecorder<>();

    EventOrderIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @Test
    void eightThreads_writeOneKeyOverTwoManagers_everyListenerSeesTheSameChain() throws Exception {
        Cache<String, String> here = larder.anotherManager()
                .createCache(
                        "shared",
                        new MutableConfiguration<String, String>()
                                .addCacheEntryListenerConfiguration(synchronousHere.synchronous())
                                .addCacheEntryListenerConfiguration(asynchronousHere.asynchronous()));
        Cache<String, String> there = larder.anotherManager()
                .createCache(
                        "shared",
                        new MutableConfiguration<String, String>()
                                .addCacheEntryListenerConfiguration(synchronousThere.synchronous()));

        write(List.of(here, there));

        int events = synchronousCount();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(List.of(
                                synchronousHere.told().size(),
                                asynchronousHere.told().size(),
                                synchronousThere.told().size()))
                        .allMatch(size -> size >= events));
        assertChain(synchronousHere.told(), there.get("key"));
        assertThat(asynchronousHere.told()).isEqualTo(synchronousHere.told());
        assertThat(synchronousThere.told()).isEqualTo(synchronousHere.told());
    }

    /** Puts, which always tell; the rest tells when it changes something. */
    private static int synchronousCount() {
        return THREADS * CHANGES_PER_THREAD / 4;
    }

    private static void write(List<Cache<String, String>> caches) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Cache<String, String> cache = caches.get(thread % caches.size());
                String name = "thread" + thread + "-";
                writers.add(threads.submit(() -> change(cache, name)));
            }
            for (Future<?> writer : writers) {
                writer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void change(Cache<String, String> cache, String name) {
        for (int i = 0; i < CHANGES_PER_THREAD; i++) {
            String value = name + i;
            switch (i % 4) {
                case 0 -> cache.put("key", value);
                case 1 ->
                    cache.invoke("key", (entry, arguments) -> {
                        entry.setValue(value);
                        return null;
                    });
                case 2 -> cache.remove("key");
                default -> cache.putIfAbsent("key", value);
            }
        }
    }

    /** Each event begins where the one before it ended. */
    private static void assertChain(List<Told<String, String>> told, String last) {
        @Nullable String present = null;
        for (Told<String, String> event : told) {
            assertThat(event.oldValue()).as("before %s", event).isEqualTo(present);
            assertThat(event.type()).isEqualTo(typeOf(event, present));
            present = event.type() == EventType.REMOVED ? null : event.value();
        }
        assertThat(present).isEqualTo(last);
    }

    private static EventType typeOf(Told<String, String> event, @Nullable String present) {
        if (present == null) {
            return EventType.CREATED;
        }
        return event.type() == EventType.REMOVED ? EventType.REMOVED : EventType.UPDATED;
    }
}
