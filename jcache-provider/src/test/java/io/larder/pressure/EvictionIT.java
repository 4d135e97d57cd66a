package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redis takes entries out, or stamps, when it needs memory: what is gone is a miss, and what was invalid stays it. */
class EvictionIT {

    private static final int ENTRIES = 20_000;
    private static final String FILLING = "v".repeat(500);

    @ParameterizedTest
    @ValueSource(strings = {"allkeys-lru", "allkeys-random", "allkeys-lfu"})
    void eviction_ofEntriesAndStamps_isAMissAndNeverAnotherValue(String policy) {
        try (RedisDeployment redis = RedisServers.standalone("--maxmemory", "12mb", "--maxmemory-policy", policy)) {
            Managers managers = Managers.on(redis);
            Cache<Integer, String> cache = managers.cache("evicted");
            fill(cache, 0, ENTRIES, "old ");
            cache.clear();
            fill(cache, 0, ENTRIES / 2, "new ");
            fill(cache, ENTRIES, 2 * ENTRIES, "new ");
            assertThat(evicted(redis)).isPositive();
            Map<Integer, String> found = read(cache);
            assertThat(found).isNotEmpty().hasSizeLessThan(ENTRIES + ENTRIES / 2);
            found.forEach((key, value) -> assertThat(value).isEqualTo("new " + key + FILLING));
            assertThat(found.keySet()).noneMatch(key -> key >= ENTRIES / 2 && key < ENTRIES);
            managers.destroyAll();
            assertThat(managers.keysLeft(redis)).isEmpty();
        }
    }

    @Test
    void stamp_thatIsGone_takesItsEntriesAlongForGood() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            Managers managers = Managers.on(redis);
            Cache<Integer, String> cache = managers.cache("stamps");
            fill(cache, 0, 1000, "old ");
            stamps(managers, redis).forEach(stamp -> redis.nodes().get(0).command("DEL", stamp));
            assertThat(cache.get(0)).isNull();
            fill(cache, 1000, 2000, "new ");
            assertThat(stamps(managers, redis)).hasSizeGreaterThan(200);
            assertThat(cache.getAll(read(cache).keySet())).hasSize(1000);
            assertThat(read(cache).keySet()).allMatch(key -> key >= 1000);
            managers.destroyAll();
            assertThat(managers.keysLeft(redis)).isEmpty();
        }
    }

    @Test
    void memory_thatIsFullAndNotToBeEvicted_refusesWritesAndServesReads() {
        try (RedisDeployment redis = RedisServers.standalone("--maxmemory-policy", "noeviction")) {
            Managers managers = Managers.on(redis);
            Cache<Integer, String> cache = managers.cache("full");
            cache.put(1, "there");
            redis.nodes().get(0).command("CONFIG", "SET", "maxmemory", "1");
            assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.put(1, "else"));
            assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.put(2, "more"));
            assertThat(cache.get(1)).isEqualTo("there");
            assertThat(cache.get(2)).isNull();
            redis.nodes().get(0).command("CONFIG", "SET", "maxmemory", "0");
            cache.put(2, "more");
            assertThat(cache.get(2)).isEqualTo("more");
            managers.destroyAll();
            assertThat(managers.keysLeft(redis)).isEmpty();
        }
    }

    private static void fill(Cache<Integer, String> cache, int from, int to, String beginning) {
        for (int start = from; start < to; start += 500) {
            Map<Integer, String> chunk = new TreeMap<>();
            IntStream.range(start, Math.min(to, start + 500)).forEach(i -> chunk.put(i, beginning + i + FILLING));
            cache.putAll(chunk);
        }
    }

    private static Map<Integer, String> read(Cache<Integer, String> cache) {
        Map<Integer, String> found = new TreeMap<>();
        for (int start = 0; start < 2 * ENTRIES; start += 1000) {
            found.putAll(
                    cache.getAll(IntStream.range(start, start + 1000).boxed().collect(Collectors.toSet())));
        }
        return found;
    }

    private static List<String> stamps(Managers managers, RedisDeployment redis) {
        return managers.keysLeft(redis).stream()
                .filter(key -> key.endsWith("}:g"))
                .toList();
    }

    private static long evicted(RedisDeployment redis) {
        Matcher matcher = Pattern.compile("evicted_keys:(\\d+)")
                .matcher(String.valueOf(redis.nodes().get(0).command("INFO", "stats")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
