package io.larder.benchmarks.refresh;

import io.larder.CacheSettings;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Compares what readers wait for while all entries are fresh, and while they are refreshed again and again. Four caches take
 * turns on one server: one that refreshes nothing, one whose entries are never due, one of which nearly always one entry is
 * being refreshed, from a source that takes 200 ms, and one whose entries are all due at the same moment every other second,
 * from a source that takes 20 ms. Each turn begins with reads that are not measured, for as long as entries live, so that what
 * came due while others had their turn is refreshed. System properties: {@code benchmark.refresh.seconds} that are measured per
 * turn (3), {@code benchmark.refresh.rounds} (5), {@code benchmark.refresh.threads} (4).
 */
public final class RefreshLatency {

    private static final int KEYS = 50;
    private static final int FEW_KEYS = 10;
    private static final int VALUE_BYTES = 200;
    private static final long LOAD_MILLIS = 20;
    private static final long LONG_LOAD_MILLIS = 200;
    private static final long PAUSE_MICROS = 200;
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration BRIEF = Duration.ofSeconds(2);
    private static final int JITTER_PERCENT = 50;
    private static final String HIT = "hit, refreshes on";
    private static final List<String> REFRESHED = List.of("one refresh at a time", "refreshed in bursts");

    private final Readers readers;
    private final long millis;
    private final int rounds;
    private final PrintStream console;

    private RefreshLatency(Readers readers, long millis, int rounds, PrintStream console) {
        this.readers = readers;
        this.millis = millis;
        this.rounds = rounds;
        this.console = console;
    }

    /** Reads the system properties; has no arguments. */
    public static void main(String... args) throws InterruptedException, ExecutionException {
        Readers readers = new Readers(setting("threads", 4), PAUSE_MICROS);
        try (RedisDeployment redis = RedisServers.standalone();
                CacheManager manager = Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                        .getCacheManager(
                                URI.create("urn:refresh"),
                                RefreshLatency.class.getClassLoader(),
                                LarderConfiguration.builder()
                                        .redis(redis.address())
                                        .build()
                                        .toProperties())) {
            new RefreshLatency(readers, 1_000L * setting("seconds", 3), setting("rounds", 5), System.out).run(manager);
        }
    }

    private static int setting(String name, int otherwise) {
        String text = System.getProperty("benchmark.refresh." + name, "");
        return text.isEmpty() ? otherwise : Integer.parseInt(text);
    }

    /** One of those that are compared. */
    private record Subject(Cache<Integer, String> cache, SlowSource source, int keys) {}

    private void run(CacheManager manager) throws InterruptedException, ExecutionException {
        Map<String, Subject> subjects = new LinkedHashMap<>();
        subjects.put("plain hit", subject(manager, "plain", KEYS, LOAD_MILLIS, s -> s.expireAfterWrite(LONG)));
        subjects.put(
                HIT,
                subject(
                        manager,
                        "fresh",
                        KEYS,
                        LOAD_MILLIS,
                        s -> s.expireAfterWrite(LONG).staleFor(LONG)));
        subjects.put(
                REFRESHED.get(0),
                subject(
                        manager,
                        "apart",
                        FEW_KEYS,
                        LONG_LOAD_MILLIS,
                        s -> s.expireAfterWrite(BRIEF).ttlJitter(JITTER_PERCENT).staleFor(LONG)));
        subjects.put(
                REFRESHED.get(1),
                subject(
                        manager,
                        "together",
                        KEYS,
                        LOAD_MILLIS,
                        s -> s.expireAfterWrite(BRIEF).staleFor(LONG)));
        for (Subject subject : subjects.values()) { // warming up
            subject.cache().getAll(IntStream.range(0, subject.keys()).boxed().collect(Collectors.toSet()));
            readers.read(subject.cache(), subject.keys(), millis);
        }
        print("%-22s %10s %10s %10s %10s %10s", "", "reads", "p50 us", "p99 us", "p99.9 us", "loads/s");
        Map<String, double[]> p99 = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Subject> each : subjects.entrySet()) {
                double[] of = p99.computeIfAbsent(each.getKey(), name -> new double[rounds]);
                of[round] = measure(each.getKey(), each.getValue());
            }
        }
        double hit = median(p99, HIT);
        for (String name : REFRESHED) {
            double refreshed = median(p99, name);
            print("median p99: %s %.0f us, %s %.0f us, ratio %.2f", HIT, hit, name, refreshed, refreshed / hit);
        }
        subjects.values()
                .forEach(subject -> manager.destroyCache(subject.cache().getName()));
    }

    private static double median(Map<String, double[]> rounds, String name) {
        double[] sorted = rounds.getOrDefault(name, new double[1]).clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Subject subject(
            CacheManager manager, String name, int keys, long loadMillis, Consumer<CacheSettings.Builder> settings) {
        SlowSource source = new SlowSource(VALUE_BYTES, loadMillis);
        Cache<Integer, String> cache = manager.createCache(
                name,
                LarderCacheConfiguration.builder(Integer.class, String.class)
                        .readThrough(true)
                        .cacheLoaderFactory(() -> source)
                        .settings(settings)
                        .build());
        return new Subject(cache, source, keys);
    }

    private double measure(String name, Subject subject) throws InterruptedException, ExecutionException {
        readers.read(subject.cache(), subject.keys(), BRIEF.toMillis());
        long before = subject.source().loads();
        long[] taken = readers.read(subject.cache(), subject.keys(), millis);
        long loads = subject.source().loads() - before;
        double p99 = micros(taken, 0.99);
        print(
                "%-22s %10d %10.0f %10.0f %10.0f %10.0f",
                name, taken.length, micros(taken, 0.5), p99, micros(taken, 0.999), loads * 1_000.0 / millis);
        return p99;
    }

    private static double micros(long[] sorted, double part) {
        return sorted[(int) ((sorted.length - 1) * part)] / 1_000.0;
    }

    private void print(String format, Object... values) {
        console.println(String.format(Locale.ROOT, format, values));
    }
}
