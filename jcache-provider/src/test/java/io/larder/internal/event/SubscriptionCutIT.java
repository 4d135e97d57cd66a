package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCacheConfiguration;
import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.time.Duration;
import javax.cache.Cache;
import javax.cache.event.EventType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of listeners and writers while the subscription is down, and after. On servers of its own to break. */
class SubscriptionCutIT {

    private static final Duration LISTENER_TIMEOUT = Duration.ofMillis(500);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration RECONNECTION = Duration.ofSeconds(30);

    private static final RedisDeployment DEPLOYMENT = RedisServers.standalone();

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(DEPLOYMENT);

    private final EventRecorder<String, String> recorder = new EventRecorder<>();

    @AfterAll
    static void stopServer() {
        DEPLOYMENT.close();
    }

    private Cache<String, String> cache() {
        Cache<String, String> cache = larder.anotherManager()
                .createCache(
                        "cut",
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .settings(settings -> settings.listenerTimeout(LISTENER_TIMEOUT))
                                .build());
        cache.registerCacheEntryListener(recorder.synchronous());
        return cache;
    }

    private static RedisNode server() {
        return DEPLOYMENT.nodes().get(0);
    }

    @Test
    void put_subscriptionWasKilled_returnsWithinTheBoundAndTellsOnce() {
        Cache<String, String> cache = cache();

        server().command("CLIENT", "KILL", "TYPE", "pubsub");
        Duration taken = timed(() -> cache.put("key", "value"));

        assertThat(taken).isLessThan(LISTENER_TIMEOUT.plus(SLACK));
        assertThat(recorder.told()).containsExactly(new Told<>(EventType.CREATED, "key", "value", null));
        assertEventsComeAgain(cache);
    }

    @Test
    void put_subscriptionIsKilledAgainAndAgain_isNeverBlockedBeyondTheBound() {
        Cache<String, String> cache = cache();

        for (int i = 0; i < 20; i++) {
            String value = "value" + i;
            server().command("CLIENT", "KILL", "TYPE", "pubsub");
            assertThat(timed(() -> cache.put("key", value))).isLessThan(LISTENER_TIMEOUT.plus(SLACK));
        }

        assertThat(cache.get("key")).isEqualTo("value19");
        assertEventsComeAgain(cache);
        assertThat(recorder.toldOf("key")).extracting(Told::value).doesNotHaveDuplicates();
    }

    @Test
    void put_serverWasRestartedEmpty_eventsComeAgainAfterReconnection() {
        Cache<String, String> cache = cache();
        cache.put("key", "lost with the server");

        server().stop();
        server().start();

        await().atMost(RECONNECTION).ignoreExceptions().untilAsserted(() -> cache.put("key", "again"));
        assertThat(cache.get("key")).isEqualTo("again");
        assertEventsComeAgain(cache);
    }

    /** What another manager changes can be told only by a subscription that works. */
    private void assertEventsComeAgain(Cache<String, String> cache) {
        Cache<String, String> elsewhere = larder.anotherManager()
                .createCache(
                        cache.getName(),
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .build());
        await().atMost(RECONNECTION).untilAsserted(() -> {
            elsewhere.put("elsewhere", "changed");
            assertThat(recorder.toldOf("elsewhere")).isNotEmpty();
        });
        recorder.forget();
        cache.put("here", "after all");
        assertThat(recorder.toldOf("here")).containsExactly(new Told<>(EventType.CREATED, "here", "after all", null));
    }

    private static Duration timed(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
