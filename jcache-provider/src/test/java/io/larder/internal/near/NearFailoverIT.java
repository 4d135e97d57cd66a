package io.larder.internal.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.fixture.NearFigures;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A master of a cluster fails while near caches are in use, and a replica takes its place. What is told comes by shard where
 * the servers have that (Redis 7, Valkey), else on the channel of all.
 */
class NearFailoverIT {

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MASTERS = 3;
    private static final int KEYS = 60;

    private final LarderCachingProvider provider = new LarderCachingProvider();
    private final RedisDeployment cluster = RedisServers.cluster(MASTERS, 1);

    private boolean byShard;
    private Cache<Integer, Integer> elsewhere;

    /** Its entries are at most 2 seconds old, whatever happens. */
    private Cache<Integer, Integer> bounded;

    /** Its entries may be so old that nothing but what is told can be the reason for a new value. */
    private Cache<Integer, Integer> told;

    private RedisNode master;
    private RedisNode replica;

    @BeforeEach
    void open() {
        byShard = cluster.nodes().get(0).command("COMMAND", "INFO", "SPUBLISH") instanceof List<?> found
                && found.get(0) != null;
        elsewhere = cache("elsewhere", false, LONG);
        bounded = cache("bounded", true, BOUND);
        told = cache("told", true, LONG);
        IntStream.range(0, KEYS).forEach(key -> elsewhere.put(key, 1));
        awaitAllKept(told);
        awaitAllKept(bounded);
        master = masterOfTheChannelOfAll();
        replica = cluster.nodes().get(cluster.nodes().indexOf(master) + MASTERS);
        awaitReplicated();
    }

    @AfterEach
    void closeAll() {
        provider.close();
        cluster.close();
    }

    private Cache<Integer, Integer> cache(String manager, boolean near, Duration maximumAge) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(cluster.address())
                .timeout(Duration.ofSeconds(2))
                .build();
        return provider.getCacheManager(
                        URI.create("urn:failover:" + manager),
                        NearFailoverIT.class.getClassLoader(),
                        configuration.toProperties())
                .createCache(
                        "near",
                        LarderCacheConfiguration.builder(Integer.class, Integer.class)
                                .settings(settings -> settings.nearCache(near)
                                        .nearCacheMaximumAge(maximumAge)
                                        .statistics(true))
                                .build());
    }

    @Test
    void get_masterWasKilled_isNeverOlderThanTheBoundAndToldByItsReplica() {
        try (Reading reading = new Reading(bounded, told)) {
            master.stop();

            reading.write(2);

            awaitRole(replica, "master");
            awaitAllKept(told);
            reading.write(3);
        }
        assertToldByTheNewMaster();
        master.start();
        awaitRole(master, "slave");
        assertToldByTheNewMaster();
    }

    @Test
    void get_masterHangsWithItsConnectionsOpen_isNeverOlderThanTheBoundAndToldByItsReplica() {
        try (Reading reading = new Reading(bounded)) {
            master.pause();

            reading.write(2);

            awaitRole(replica, "master");
            awaitAll(told, 2);
            awaitAllKept(told);
            reading.write(3);
        }
        assertToldByTheNewMaster();
        master.resume();
        awaitRole(master, "slave");
        assertToldByTheNewMaster();
    }

    // --- the cluster -----------------------------------------------------------------------------------------------

    /** Each of the three has a third of the entries; this one also has most to do with what is told. */
    private RedisNode masterOfTheChannelOfAll() {
        RedisNode any = cluster.nodes().get(0);
        long slot = (Long) Objects.requireNonNull(any.command("CLUSTER", "KEYSLOT", "larder:{near}:near"));
        return cluster.nodes().get((int) (slot * MASTERS / 16_384));
    }

    /** What a replica has not got when its master dies is lost; that is not what is tested here. */
    private void awaitReplicated() {
        long written = offset(master, "master_repl_offset");
        await().atMost(SOON).until(() -> offset(replica, "slave_repl_offset") >= written);
    }

    private static long offset(RedisNode node, String name) {
        Matcher found = Pattern.compile(name + ":(\\d+)").matcher(String.valueOf(node.command("INFO", "replication")));
        assertThat(found.find()).as(name).isTrue();
        return Long.parseLong(found.group(1));
    }

    private static void awaitRole(RedisNode node, String role) {
        await().atMost(SOON).until(() -> node.command("ROLE") instanceof List<?> found && role.equals(found.get(0)));
    }

    // --- near caches -----------------------------------------------------------------------------------------------

    private static void awaitAllKept(Cache<Integer, Integer> cache) {
        IntStream.range(0, KEYS)
                .forEach(key -> await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(20))
                        .ignoreExceptions()
                        .until(() -> isKept(cache, key)));
    }

    private static boolean isKept(Cache<Integer, Integer> cache, int key) {
        cache.get(key);
        long before = NearFigures.of(cache).misses();
        cache.get(key);
        return NearFigures.of(cache).misses() == before;
    }

    private static void awaitAll(Cache<Integer, Integer> cache, int value) {
        await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> IntStream.range(0, KEYS).allMatch(key -> cache.get(key) == value));
    }

    /** All is kept, then changed, then right, which it would not be for ten minutes if the new master told nobody. */
    private void assertToldByTheNewMaster() {
        awaitAllKept(told);
        int next = elsewhere.get(0) + 1;
        assertThat(hasListeners()).as("listeners by shard").isEqualTo(byShard);
        replica.command("CONFIG", "RESETSTAT");

        IntStream.range(0, KEYS).forEach(key -> elsewhere.put(key, next));

        awaitAll(told, next);
        assertThat(String.valueOf(replica.command("INFO", "commandstats")))
                .contains(byShard ? "cmdstat_spublish:" : "cmdstat_publish:")
                .doesNotContain(byShard ? "cmdstat_publish:" : "cmdstat_spublish:");
    }

    private boolean hasListeners() {
        return byShard && replica.command("PUBSUB", "SHARDCHANNELS") instanceof List<?> channels && !channels.isEmpty();
    }

    /** Threads that read all keys from near caches without a pause while somebody else gives them new values. */
    private final class Reading implements AutoCloseable {

        private final AtomicIntegerArray written = new AtomicIntegerArray(KEYS);
        private final AtomicLongArray writtenNanos = new AtomicLongArray(KEYS);
        private final AtomicBoolean over = new AtomicBoolean();
        private final Queue<String> tooOld = new ConcurrentLinkedQueue<>();
        private final CountDownLatch ended;

        @SafeVarargs
        @SuppressWarnings("varargs") // they are only read
        private Reading(Cache<Integer, Integer>... caches) {
            ended = new CountDownLatch(caches.length);
            for (Cache<Integer, Integer> cache : caches) {
                new Thread(() -> read(cache)).start();
            }
        }

        /** Each key, again and again until Redis has taken it. */
        private void write(int value) {
            for (int key = 0; key < KEYS; key++) {
                int each = key;
                await().atMost(SOON)
                        .ignoreExceptionsInstanceOf(CacheException.class)
                        .untilAsserted(() -> elsewhere.put(each, value));
                writtenNanos.set(key, System.nanoTime());
                written.set(key, value);
            }
        }

        private void read(Cache<Integer, Integer> cache) {
            try {
                while (!over.get()) {
                    IntStream.range(0, KEYS).forEach(key -> read(cache, key));
                }
            } finally {
                ended.countDown();
            }
        }

        private void read(Cache<Integer, Integer> cache, int key) {
            int expected = written.get(key);
            long start = System.nanoTime();
            long ageNanos = start - writtenNanos.get(key);
            try {
                int value = cache.get(key);
                if (value < expected && ageNanos > BOUND.toNanos()) {
                    tooOld.add(value + " in place of " + expected + " after " + Duration.ofNanos(ageNanos));
                }
            } catch (CacheException e) {
                // Nobody has the key's slot at the moment.
            }
        }

        @Override
        public void close() {
            over.set(true);
            try {
                assertThat(ended.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertThat(tooOld).isEmpty();
        }
    }
}
