package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One tag that very many entries have: {@code -Dtest.tags.entries=1000000} for a million, and {@code -Dtest.tags.seconds=400} if
 * the machine is so busy that these would not be there any more when they are counted.
 */
class TagOfManyIT {

    private static final Logger LOG = LoggerFactory.getLogger(TagOfManyIT.class);
    private static final int ENTRIES = Integer.getInteger("test.tags.entries", 10_000);
    private static final int FEW = 10;
    private static final int RUNS = 5;
    private static final String CACHE = "tagged";
    private static final String TAG = "all";

    /** So that the first entry is still there when the last is written, on a slow machine too. */
    private static final Duration TTL =
            Duration.ofSeconds(Integer.getInteger("test.tags.seconds", 8 + ENTRIES / 5_000));

    /** With so many entries a busy machine may be slow to answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration A_WHILE = Duration.ofMillis(500);

    private static final Set<String> OF_CLIENTS =
            Set.of("auth", "hello", "ping", "select", "client|setname", "client|setinfo", "client", "subscribe");

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone).emptying();

    @Test
    void invalidateTag_veryManyEntries_costsWhatItDoesForTen() {
        LarderCache<Integer, String> cache = cache();
        fill(cache, FEW);
        cache.invalidateTag(TAG); // the scripts are known from now on
        Map<String, Long> ofFew = new TreeMap<>();
        for (int run = 0; run < RUNS; run++) {
            fill(cache, FEW);
            invalidate(cache).forEach((command, count) -> ofFew.merge(command, count, Math::min));
        }
        fill(cache, ENTRIES);
        assertThat(TagRole.found(cache, ENTRIES)).isEqualTo(ENTRIES);

        assertThat(invalidate(cache)).isEqualTo(ofFew);

        assertThat(TagRole.found(cache, ENTRIES)).isZero();
    }

    @Test
    void invalidateTag_veryManyEntries_areMissesInEachJvmAndLeaveNothing() {
        LarderCache<Integer, String> cache = cache();
        ChildJvm other = jvms.start(TagRole.class, CACHE, ENTRIES);
        other.await("ready");
        fillUntagged(cache);
        Set<String> before = keys();
        fill(cache, ENTRIES);
        assertThat(found(other)).isEqualTo(ENTRIES);
        assertThat(found(other)).as("now near").isEqualTo(ENTRIES);

        cache.invalidateTag(TAG);

        assertThat(TagRole.found(cache, ENTRIES)).isZero();
        await().atMost(TTL).untilAsserted(() -> assertThat(found(other)).isZero());
        assertThat(keys().size())
                .as("keys, of which most have not expired yet")
                .isGreaterThan(before.size() + ENTRIES / 2);
        await().atMost(TTL.multipliedBy(2)).pollInterval(A_WHILE).until(() -> keys().equals(before));
        for (String key : jvms.redis().keys()) {
            if (isOfInvalidations(
                    key)) { // the latest invalidations are known for an hour, per partition and not per entry
                assertThat((Long) jvms.redis().nodes().get(0).command("PTTL", key))
                        .isBetween(1L, Duration.ofHours(1).toMillis());
            }
        }
    }

    private static int found(ChildJvm jvm) {
        int before = jvm.said("found").size();
        jvm.tell("count");
        return Integer.parseInt(jvm.await("found", before + 1).get(before));
    }

    @SuppressWarnings("unchecked") // a cache of Larder's is one of its own kind
    private static LarderCache<Integer, String> cache() {
        return jvms.managers()
                .open(builder -> builder.timeout(PATIENCE))
                .createCache(
                        CACHE,
                        LarderCacheConfiguration.builder(Integer.class, String.class)
                                .taggerFactory(() -> (key, value) -> value.isEmpty() ? Set.of() : Set.of(TAG))
                                .settings(settings -> settings.expireAfterWrite(TTL))
                                .build())
                .unwrap(LarderCache.class);
    }

    private static void fill(Cache<Integer, String> cache, int entries) {
        long start = System.nanoTime();
        for (int from = 0; from < entries; from += TagRole.BATCH) {
            Map<Integer, String> batch = new HashMap<>();
            for (int key = from; key < Math.min(entries, from + TagRole.BATCH); key++) {
                batch.put(key, "value");
            }
            cache.putAll(batch);
        }
        if (entries > FEW) {
            LOG.info("{} entries written in {} ms", entries, (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** Each partition has been written to then, and has what it has once and for all. */
    private static void fillUntagged(Cache<Integer, String> cache) {
        Map<Integer, String> entries = new HashMap<>();
        for (int key = 0; key < 10_000; key++) {
            entries.put(key, "");
        }
        cache.putAll(entries);
        cache.removeAll(entries.keySet());
    }

    private static Map<String, Long> invalidate(LarderCache<Integer, String> cache) {
        jvms.redis().resetCommandCounts();
        long start = System.nanoTime();
        cache.invalidateTag(TAG);
        LOG.info("invalidated in {} us", (System.nanoTime() - start) / 1_000);
        Map<String, Long> counts = new TreeMap<>(jvms.redis().commandCounts());
        counts.keySet().removeAll(OF_CLIENTS);
        return counts;
    }

    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(jvms.redis().keys());
        keys.removeIf(TagOfManyIT::isOfInvalidations);
        return keys;
    }

    private static boolean isOfInvalidations(String key) {
        return key.endsWith("}:i");
    }
}
