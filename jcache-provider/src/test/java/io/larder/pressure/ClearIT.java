package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code clear()} of a million entries: at once, for everybody, and without holding up the server. */
class ClearIT {

    private static final Logger LOG = LoggerFactory.getLogger(ClearIT.class);
    private static final int ENTRIES = 1_000_000;
    private static final int PER_PUT_ALL = 10_000;
    private static final int CLEARS = 9;
    private static final int SAMPLE = ENTRIES / 2;
    private static final String VALUE = "value of twenty byte";
    private static final double MOST_MILLIS = 10;
    private static final String SLOW_MICROS = "5000";

    @AutoClose
    private static final RedisDeployment REDIS = RedisServers.standalone();

    private static final RedisNode NODE = REDIS.nodes().get(0);

    @Test
    void clear_ofMillionEntries_takesNoTimeAndHoldsUpNobody() {
        Managers managers = Managers.on(REDIS);
        Cache<Integer, String> cache = managers.cache("million");
        Cache<Integer, String> elsewhere = managers.cache("million");
        warmUp(managers.cache("small"));
        long memoryBefore = usedMemory();
        fill(cache);
        List<byte[]> stamps = stamps(managers.keyPrefix());
        logSlowCommands();

        long[] nanos = new long[CLEARS];
        for (int i = 0; i < CLEARS; i++) {
            assertThat(keyCount()).isGreaterThan(ENTRIES);
            assertThat(elsewhere.get(SAMPLE)).isEqualTo(VALUE);
            nanos[i] = clear(cache);
            assertThat(elsewhere.get(SAMPLE)).isNull();
            assertThat(cache.containsKey(SAMPLE)).isFalse();
            if (i < CLEARS - 1) {
                makeValidAgain(stamps);
            }
        }
        LOG.info("clear() of {} entries: {} us", ENTRIES, micros(nanos));
        assertThat(Latencies.of(nanos).medianMillis()).isLessThan(MOST_MILLIS);
        assertThat(elsewhere).isEmpty();

        await().atMost(Duration.ofSeconds(60)).until(() -> keyCount() < ENTRIES - ENTRIES / 10);
        managers.destroyAll();
        assertThat(managers.keysLeft(REDIS)).isEmpty();
        assertThat(usedMemory()).isLessThan(memoryBefore + (usedMemoryPeak() - memoryBefore) / 5);
        assertSlowByChanceOnly();
    }

    @Test
    void clear_leavesOrphans_thatGoByThemselves() {
        Managers managers = Managers.on(REDIS);
        Cache<Integer, String> cache = managers.cache("orphans");
        cache.putAll(entries(0));
        cache.clear();
        cache.put(SAMPLE, VALUE);
        await().atMost(Duration.ofSeconds(20)).until(() -> entryKeys(managers).size() == 1);
        assertThat(cache.get(SAMPLE)).isEqualTo(VALUE);
        managers.destroyAll();
        assertThat(managers.keysLeft(REDIS)).isEmpty();
    }

    private static List<String> entryKeys(Managers managers) {
        return managers.keysLeft(REDIS).stream()
                .filter(key -> key.contains("}:e:"))
                .toList();
    }

    private static void warmUp(Cache<Integer, String> small) {
        IntStream.range(0, 200).forEach(i -> {
            small.put(i, VALUE);
            small.clear();
        });
    }

    private static void fill(Cache<Integer, String> cache) {
        long start = System.nanoTime();
        IntStream.range(0, ENTRIES / PER_PUT_ALL).parallel().forEach(chunk -> {
            cache.putAll(entries(chunk));
        });
        LOG.info("{} entries put in {} ms", ENTRIES, (System.nanoTime() - start) / 1_000_000);
    }

    private static Map<Integer, String> entries(int chunk) {
        Map<Integer, String> entries = new HashMap<>();
        IntStream.range(chunk * PER_PUT_ALL, (chunk + 1) * PER_PUT_ALL).forEach(i -> entries.put(i, VALUE));
        return entries;
    }

    private static long clear(Cache<?, ?> cache) {
        long start = System.nanoTime();
        cache.clear();
        return System.nanoTime() - start;
    }

    /** Names and bytes of the stamps by which the entries are valid, as MSET takes them. */
    private static List<byte[]> stamps(String keyPrefix) {
        List<byte[]> stamps = new ArrayList<>();
        REDIS.keys().stream()
                .filter(key -> key.startsWith(keyPrefix + ":{million:") && key.endsWith("}:g"))
                .map(ClearIT::bytes)
                .forEach(key -> {
                    stamps.add(key);
                    stamps.add((byte[]) NODE.commandBytes(bytes("GET"), key));
                });
        return stamps;
    }

    /** No product would do that: a stamp comes back, and with it the million entries that it made valid. */
    private static void makeValidAgain(List<byte[]> stamps) {
        List<byte[]> command = new ArrayList<>(List.of(bytes("MSET")));
        command.addAll(stamps);
        NODE.commandBytes(command.toArray(byte[][]::new));
    }

    private static void logSlowCommands() {
        NODE.command("CONFIG", "SET", "slowlog-log-slower-than", SLOW_MICROS);
        NODE.command("CONFIG", "SET", "slowlog-max-len", "1000");
        NODE.command("SLOWLOG", "RESET");
        REDIS.resetCommandCounts();
    }

    /**
     * The server's time is the wall's: on a busy machine any command may be slow once, when the server has to wait for a
     * processor. What is slow by itself is slow most times.
     */
    private static void assertSlowByChanceOnly() {
        List<String> slow = slowCommands();
        LOG.info("slow by chance: {}", slow);
        assertThat(slow.stream().filter(command -> command.contains("UNLINK") && command.contains("}:g")))
                .hasSizeLessThan(CLEARS / 2);
        assertThat(slow.stream().filter(command -> command.contains("EVALSHA")).count() * 20)
                .isLessThan(calls("evalsha"));
        assertThat(slow.stream().filter(command -> command.contains("SCAN")).count() * 20)
                .isLessThan(calls("scan"));
    }

    private static long calls(String command) {
        return REDIS.commandCounts().getOrDefault(command, 0L);
    }

    /** The slow commands: microseconds, name, first key. */
    private static List<String> slowCommands() {
        List<String> slow = new ArrayList<>();
        for (Object entry : Replies.list(NODE.command("SLOWLOG", "GET", "1000"))) {
            List<?> fields = Replies.list(entry);
            List<?> command = Replies.list(fields.get(3));
            slow.add(fields.get(2) + " us: " + command.subList(0, Math.min(2, command.size())));
        }
        return slow;
    }

    private static long keyCount() {
        return Replies.number(NODE.command("DBSIZE"));
    }

    private static long usedMemory() {
        return memory("used_memory");
    }

    private static long usedMemoryPeak() {
        return memory("used_memory_peak");
    }

    private static long memory(String field) {
        Matcher matcher = Pattern.compile("^" + field + ":(\\d+)", Pattern.MULTILINE)
                .matcher(String.valueOf(NODE.command("INFO", "memory")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private static List<Long> micros(long[] nanos) {
        return Arrays.stream(nanos).map(one -> one / 1000).boxed().toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
