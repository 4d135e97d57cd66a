package io.larder.internal.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.NearFigures;
import io.larder.testing.MessageLoss;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import io.larder.testing.RelayedConnection;
import io.larder.testing.TcpRelay;
import io.larder.testing.TcpRelay.Direction;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a near cache passes on while replies, messages, connections and servers are late or lost. */
class NearFaultsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final RedisDeployment DEPLOYMENT = RedisServers.standalone();

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(DEPLOYMENT);

    private TcpRelay relay;
    private Cache<Integer, Integer> elsewhere;

    @AfterAll
    static void stopServer() {
        DEPLOYMENT.close();
    }

    private static RedisNode server() {
        return DEPLOYMENT.nodes().get(0);
    }

    @BeforeEach
    void open() {
        relay = TcpRelay.to(server());
        elsewhere = larder.anotherManager().createCache("near", configuration(false, LONG));
    }

    @AfterEach
    void closeRelay() {
        larder.provider().close();
        relay.close();
    }

    private static LarderCacheConfiguration<Integer, Integer> configuration(boolean near, Duration maximumAge) {
        return LarderCacheConfiguration.builder(Integer.class, Integer.class)
                .settings(settings ->
                        settings.nearCache(near).nearCacheMaximumAge(maximumAge).statistics(true))
                .build();
    }

    /** A near cache behind the relay, and the connection on which it is told of changes. */
    private record Near(Cache<Integer, Integer> cache, RelayedConnection told) {

        NearFigures figures() {
            return NearFigures.of(cache);
        }

        boolean keeps(int key) {
            cache.get(key);
            long before = figures().hits();
            cache.get(key);
            return figures().hits() == before + 1;
        }
    }

    private Near near(Duration maximumAge) {
        return near(maximumAge, subscription -> {});
    }

    private Near near(Duration maximumAge, Consumer<RelayedConnection> beforeTheSubscription) {
        CompletableFuture<RelayedConnection> told = relay.holdAtText(Direction.REQUESTS, "}:near", Direction.REPLIES);
        LarderConfiguration.Builder behindTheRelay = LarderConfiguration.builder()
                .redis("redis://" + relay.host() + ":" + relay.port())
                .keyPrefix(larder.keyPrefix())
                .timeout(Duration.ofSeconds(20));
        Cache<Integer, Integer> cache = larder.anotherManager(NearFaultsIT.class.getClassLoader(), behindTheRelay)
                .createCache("near", configuration(true, maximumAge));
        RelayedConnection connection =
                told.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        elsewhere.put(-1, 0);
        cache.get(-1);
        assertThat(cache.get(-1)).isZero();
        assertThat(NearFigures.of(cache).hits())
                .as("near before the subscription")
                .isZero();
        beforeTheSubscription.accept(connection);
        connection.release(Direction.REPLIES);
        Near near = new Near(cache, connection);
        await().atMost(SOON).until(() -> near.keeps(-1));
        return near;
    }

    // --- a reply is late -------------------------------------------------------------------------------------------

    @Test
    void get_repliesAreLateAndWritesLandMeanwhile_leavesNoKeyStale() {
        Near near = near(LONG);
        long stale = 0;
        for (int round = 0; round < 4; round++) {
            Set<Integer> keys =
                    IntStream.range(250 * round, 250 * round + 250).boxed().collect(Collectors.toSet());
            elsewhere.putAll(keys.stream().collect(Collectors.toMap(Function.identity(), key -> 1)));
            awaitAllTold(near, round + 1);
            CompletableFuture<RelayedConnection> late = relay.holdAtText(Direction.REQUESTS, "MGET", Direction.REPLIES);
            CompletableFuture<Map<Integer, Integer>> asked =
                    CompletableFuture.supplyAsync(() -> near.cache().getAll(keys));
            RelayedConnection held =
                    late.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
            awaitArrived(held);
            long before = near.figures().invalidations();
            elsewhere.putAll(keys.stream().collect(Collectors.toMap(Function.identity(), key -> 2)));
            await().atMost(SOON).until(() -> near.figures().invalidations() >= before + 250);
            held.release(Direction.REPLIES);
            assertThat(asked.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join())
                    .as("what was read before the writes")
                    .containsValue(1);

            stale += keys.stream().filter(key -> near.cache().get(key) != 2).count();
        }
        assertThat(stale).isZero();
    }

    /** What is told comes in order: when the last change is known, all before it are. */
    private void awaitAllTold(Near near, int value) {
        await().atMost(SOON).until(() -> near.keeps(-1));
        elsewhere.put(-1, value);
        await().atMost(SOON).until(() -> near.cache().get(-1) == value);
    }

    /** The reply to 250 keys has left the server. */
    private static void awaitArrived(RelayedConnection held) {
        long passed = held.passedBytes(Direction.REPLIES);
        await().atMost(SOON).until(() -> held.arrivedBytes(Direction.REPLIES) > passed + 250 * 16);
    }

    // --- what is told is lost --------------------------------------------------------------------------------------

    @Test
    void get_subscriptionIsCut_asksRedisUntilItStandsAgainAndHasForgottenAll() {
        Near near = near(LONG);
        elsewhere.put(1, 1);
        await().atMost(SOON).until(() -> near.keeps(1));
        CompletableFuture<RelayedConnection> again = relay.holdAtText(Direction.REQUESTS, "}:near", Direction.REPLIES);

        near.told().cut();
        again.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
        elsewhere.put(1, 2);

        assertThat(near.cache().get(1)).isEqualTo(2);
        assertThat(near.keeps(1)).isFalse();
        assertThat(near.figures().size()).isZero();
        elsewhere.put(1, 3);
        again.join().release(Direction.REPLIES);
        await().atMost(SOON).until(() -> near.keeps(1));
        assertThat(near.cache().get(1)).isEqualTo(3);
        elsewhere.put(1, 4);
        await().atMost(SOON).until(() -> near.cache().get(1) == 4);
    }

    @Test
    void get_messagesAreHeldBack_isNeverOlderThanTheBound() {
        Near near = near(BOUND);
        elsewhere.put(1, 1);
        await().atMost(SOON).until(() -> near.keeps(1));
        near.told().hold(Direction.REPLIES);

        for (int value = 2; value < 5; value++) {
            elsewhere.put(1, value);
            assertRightWithin(BOUND, near, value);
        }
        near.told().release(Direction.REPLIES);
    }

    @Test
    void get_threeOfTenMessagesAreLost_isNeverOlderThanTheBound() {
        int keys = 100;
        AtomicReference<MessageLoss> loss = new AtomicReference<>();
        Near near = near(BOUND, subscription -> loss.set(subscription.loseMessages(0.3)));
        IntStream.range(0, keys).forEach(key -> elsewhere.put(key, 0));
        long stale = 0;
        for (int value = 1; value <= 3; value++) {
            IntStream.range(0, keys).forEach(near.cache()::get);
            IntStream.range(0, keys).forEach(near.cache()::get);
            long[] replacedNanos = new long[keys];
            for (int key = 0; key < keys; key++) {
                elsewhere.put(key, value);
                replacedNanos[key] = System.nanoTime();
            }
            for (long seen = staleReads(near, value, replacedNanos);
                    seen > 0;
                    seen = staleReads(near, value, replacedNanos)) {
                stale += seen;
            }
        }
        assertThat(Objects.requireNonNull(loss.get()).lost())
                .as("messages lost")
                .isBetween(50L, 150L);
        assertThat(stale).as("reads of what was replaced").isPositive();
    }

    /** Reads each key once; nothing may be older than the bound. */
    private static long staleReads(Near near, int value, long[] replacedNanos) {
        long stale = 0;
        for (int key = 0; key < replacedNanos.length; key++) {
            long start = System.nanoTime();
            if (near.cache().get(key) < value) {
                stale++;
                assertThat(Duration.ofNanos(start - replacedNanos[key]))
                        .as("since when it was replaced")
                        .isLessThanOrEqualTo(BOUND);
            }
        }
        return stale;
    }

    @Test
    void get_subscriptionWasKilledByTheServer_isNeverOlderThanTheBoundAndNearAgain() {
        Near near = near(BOUND);
        for (int value = 2; value < 5; value++) {
            elsewhere.put(1, value - 1);
            near.cache().get(1);
            server().command("CLIENT", "KILL", "TYPE", "pubsub");
            elsewhere.put(1, value);
            assertRightWithin(BOUND, near, value);
        }
        await().atMost(SOON).until(() -> near.keeps(1));
    }

    @Test
    void get_everythingWasFlushed_isFoundOutByTheNextWord() {
        Near near = near(LONG);
        elsewhere.put(1, 1);
        await().atMost(SOON).until(() -> near.keeps(1));

        server().command("FLUSHALL");
        elsewhere.put(1, 2);

        assertRightWithin(Duration.ofSeconds(15), near, 2);
        await().atMost(SOON).until(() -> near.keeps(1));
        elsewhere.put(1, 3);
        await().atMost(SOON).until(() -> near.cache().get(1) == 3);
    }

    @Test
    void get_serverWasRestarted_isNeverOlderThanTheBoundAndNearAgain() {
        Near near = near(BOUND);
        elsewhere.put(1, 1);
        await().atMost(SOON).until(() -> near.keeps(1));

        server().stop();
        server().start();

        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> elsewhere.put(1, 2));
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> near.cache().get(2));
        assertRightWithin(BOUND, near, 2);
        await().atMost(SOON).until(() -> near.keeps(1));
        elsewhere.put(1, 3);
        await().atMost(SOON).until(() -> near.cache().get(1) == 3);
    }

    /** No read that begins later than the bound after the write, which was made before, finds anything else. */
    private static void assertRightWithin(Duration bound, Near near, int expected) {
        long since = System.nanoTime();
        boolean right = false;
        while (!right) {
            long start = System.nanoTime();
            right = near.cache().get(1) == expected;
            if (!right) {
                assertThat(Duration.ofNanos(start - since)).as("age of a read").isLessThan(bound);
            }
        }
        assertThat(near.cache().get(1)).isEqualTo(expected);
    }
}
