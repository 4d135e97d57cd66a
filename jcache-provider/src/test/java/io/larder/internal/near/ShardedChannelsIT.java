package io.larder.internal.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.NearFigures;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import io.larder.testing.SlotMove;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How near caches are told on a cluster: by shard where the servers have that (Redis 7, Valkey), else on the channel of all.
 * The maximum age is so long that nothing but what is told can be the reason for a new value.
 */
class ShardedChannelsIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final RedisDeployment CLUSTER = RedisServers.cluster(3);

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(CLUSTER);

    private boolean byShard;
    private Cache<Integer, Integer> elsewhere;

    @AfterAll
    static void stopServers() {
        CLUSTER.close();
    }

    @BeforeEach
    void open() {
        byShard = CLUSTER.nodes().get(0).command("COMMAND", "INFO", "SPUBLISH") instanceof List<?> found
                && found.get(0) != null;
        elsewhere = cache("default", false);
    }

    @AfterEach
    void close() {
        larder.provider().close();
    }

    private Cache<Integer, Integer> cache(String user, boolean near) {
        LarderConfiguration.Builder configuration = user.equals("default")
                ? larder.configuration()
                : larder.configuration().redis(CLUSTER.address().replace("://", "://" + user + ":secret@"));
        return larder.anotherManager(ShardedChannelsIT.class.getClassLoader(), configuration)
                .createCache(
                        "near",
                        LarderCacheConfiguration.builder(Integer.class, Integer.class)
                                .settings(settings -> settings.nearCache(near)
                                        .nearCacheMaximumAge(Duration.ofMinutes(10))
                                        .statistics(true))
                                .build());
    }

    private Cache<Integer, Integer> near(String user) {
        Cache<Integer, Integer> cache = cache(user, true);
        elsewhere.put(-1, -1);
        awaitKept(cache, -1);
        return cache;
    }

    private static void awaitKept(Cache<Integer, Integer> cache, int key) {
        await().atMost(SOON).pollInterval(Duration.ofMillis(20)).until(() -> {
            cache.get(key);
            long before = NearFigures.of(cache).hits();
            cache.get(key);
            return NearFigures.of(cache).hits() == before + 1;
        });
    }

    private void assertFollows(Cache<Integer, Integer> cache, int key, int value, Duration within) {
        elsewhere.put(key, value - 1);
        awaitKept(cache, key);
        elsewhere.put(key, value);
        await().atMost(within).until(() -> cache.get(key) == value);
    }

    /** Somebody who may do all but this, as far as the servers know it. */
    private String userWithout(String command) {
        String user = "without-" + command;
        for (RedisNode node : CLUSTER.nodes()) {
            node.command("ACL", "SETUSER", user, "on", ">secret", "~*", "&*", "+@all");
            if (byShard) {
                node.command("ACL", "SETUSER", user, "-" + command);
            }
        }
        return user;
    }

    @Test
    void change_ofEachKey_isToldOnceByTheWayThatTheServersHave() {
        Cache<Integer, Integer> cache = near("default");
        IntStream.range(0, 100).forEach(key -> elsewhere.put(key, 0));
        IntStream.range(0, 100).forEach(key -> awaitKept(cache, key));

        CLUSTER.resetCommandCounts();
        IntStream.range(0, 100).forEach(key -> elsewhere.put(key, 1));
        Map<String, Long> counts = CLUSTER.commandCounts();

        assertThat(counts.getOrDefault("spublish", 0L)).isEqualTo(byShard ? 100 : 0);
        assertThat(counts.getOrDefault("publish", 0L)).isEqualTo(byShard ? 0 : 100);
        await().atMost(SOON).until(() -> IntStream.range(0, 100).allMatch(key -> cache.get(key) == 1));
    }

    @Test
    void get_slotHasMoved_asksRedisUntilItIsToldFromThere() {
        Cache<Integer, Integer> cache = near("default");
        elsewhere.put(1, 1);
        awaitKept(cache, 1);
        String entry = CLUSTER.keys().stream()
                .filter(key -> key.endsWith("}:e:i:1"))
                .findFirst()
                .orElseThrow();

        SlotMove.begin(CLUSTER, SlotMove.slotOf(CLUSTER, entry)).finish();
        elsewhere.put(1, 2);

        await().atMost(Duration.ofSeconds(4)).until(() -> cache.get(1) == 2);
        assertFollows(cache, 1, 3, SOON);
        assertFollows(cache, -1, 0, SOON);
    }

    @Test
    void get_subscriptionsWereKilledOnOneNode_forgetsAllAndIsNearAgain() {
        Cache<Integer, Integer> cache = near("default");
        for (RedisNode node : CLUSTER.nodes()) {
            IntStream.range(0, 20).forEach(key -> elsewhere.put(key, 0));
            IntStream.range(0, 20).forEach(key -> awaitKept(cache, key));

            node.command("CLIENT", "KILL", "TYPE", "pubsub");
            IntStream.range(0, 20).forEach(key -> elsewhere.put(key, 1));

            await().atMost(SOON).until(() -> IntStream.range(0, 20).allMatch(key -> cache.get(key) == 1));
        }
        assertFollows(cache, 1, 2, SOON);
    }

    @Test
    void get_readerMayNotSubscribeByShard_isToldOnTheChannelOfAll() {
        Cache<Integer, Integer> cache = near(userWithout("ssubscribe"));
        Cache<Integer, Integer> another = near("default");

        assertFollows(cache, 1, 2, SOON);
        assertFollows(another, 1, 3, SOON);
    }

    @Test
    void get_writerMayNotPublishByShard_isToldOnTheChannelOfAll() {
        Cache<Integer, Integer> cache = near("default");
        elsewhere = cache(userWithout("spublish"), false);

        assertFollows(cache, 1, 2, SOON);
    }
}
