package io.larder.benchmarks.plan;

import io.larder.benchmarks.peer.PeerKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What to measure in one run, and how long.
 *
 * @param name {@code short} or {@code full}
 * @param peers who takes part
 * @param scenarios the points at which throughput is measured
 * @param atRate the points at which latencies are measured
 * @param callsPerSecond the rate for these
 * @param rounds how often each point is measured, each peer in turn
 * @param seconds how long each time
 * @param warmUpSeconds how long each peer runs before anything is measured, so that its code is compiled; zero
 *     for no warming up at all, also not at each point
 * @param footprintEntries how many entries the memory is measured with; zero for not at all
 */
public record Plan(
        String name,
        List<PeerKind> peers,
        List<Scenario> scenarios,
        List<Scenario> atRate,
        int callsPerSecond,
        int rounds,
        double seconds,
        double warmUpSeconds,
        int footprintEntries) {

    private static final String PREFIX = "benchmark.";
    private static final int WARM_UP_THREADS = 4;
    private static final Set<String> SETTINGS = new TreeSet<>(List.of(
            "plan",
            "peers",
            "topologies",
            "operations",
            "threads",
            "values",
            "rounds",
            "seconds",
            "warmup",
            "rate",
            "rate.threads",
            "footprint",
            "publish",
            "home"));

    /**
     * Reads the properties that begin with {@code benchmark.}; what they leave out is taken from the plan they name, or
     * from the short one.
     *
     * @throws IllegalArgumentException if there is an unknown or malformed one among them
     */
    public static Plan of(Properties properties) {
        Settings settings = new Settings(properties);
        settings.refuseUnknown();
        String name = settings.text("plan", "short");
        boolean full = name.equals("full");
        if (!full && !name.equals("short")) {
            throw new IllegalArgumentException("-Dbenchmark.plan=" + name + ": there are short and full");
        }
        List<Integer> values = settings.list("values", full ? "20,200,10000" : "200", Integer::valueOf);
        List<String> topologies = settings.list("topologies", full ? "standalone,cluster" : "standalone", t -> t);
        List<Operation> operations = settings.list(
                "operations",
                full
                        ? "get,put,getAll,putAll,putIfAbsent,replace,invoke,invokeOneKey,readThrough,iterate,clear,"
                                + "getTagged,invalidateTag10,invalidateTag1000,invalidateTag100000,invalidateTag1000000"
                        : "get,put,getAll,putAll,putIfAbsent,replace,invoke",
                Operation::of);
        List<Scenario> scenarios = new ArrayList<>();
        for (String topology : topologies) {
            for (Operation operation : operations) {
                for (int valueBytes : values) {
                    for (int threads : threads(settings, operation, full)) {
                        scenarios.add(new Scenario(topology, operation, valueBytes, threads));
                    }
                }
            }
        }
        int rate = settings.number("rate", 10_000);
        int rateThreads = settings.number("rate.threads", 32);
        List<Scenario> atRate = new ArrayList<>();
        if (rate > 0) {
            for (String topology : topologies) {
                for (Operation operation : List.of(Operation.GET, Operation.PUT)) {
                    if (operations.contains(operation)) {
                        values.forEach(size -> atRate.add(new Scenario(topology, operation, size, rateThreads)));
                    }
                }
            }
        }
        double seconds = settings.decimal("seconds", full ? 3 : 1);
        return new Plan(
                name,
                settings.list(
                        "peers",
                        full
                                ? "larder,redisson,lettuce,jedis,spring,hazelcast,caffeine-jcache,caffeine,"
                                        + "larder-near,larder-near-immutable"
                                : "larder,redisson,lettuce,jedis,spring",
                        PeerKind::of),
                List.copyOf(scenarios),
                List.copyOf(atRate),
                rate,
                settings.number("rounds", full ? 5 : 3),
                seconds,
                settings.decimal("warmup", full ? 20 : 8),
                settings.number("footprint", 50_000));
    }

    private static List<Integer> threads(Settings settings, Operation operation, boolean full) {
        String threads = switch (operation) {
            case GET, PUT, GET_TAGGED -> "1,8,32";
            case GET_ALL, PUT_ALL -> "1,16";
            case PUT_IF_ABSENT, REPLACE, READ_THROUGH -> full ? "1,8,32" : "8";
            case INVOKE, INVOKE_ONE_KEY -> full ? "1,16" : "16";
            case ITERATE, CLEAR, INVALIDATE_10, INVALIDATE_1000, INVALIDATE_100000, INVALIDATE_1000000 -> "1";
        };
        return operation.isOneByOne() ? List.of(1) : settings.list("threads", threads, Integer::valueOf);
    }

    /** The lengths, for the record. */
    public String settings() {
        return name + ", " + rounds + " rounds of " + seconds + " s after a warm-up of " + warmUpSeconds
                + " s, latencies at " + callsPerSecond + " calls/s";
    }

    /** Who takes part on a topology: what is not on Redis is measured once, beside the standalone server. */
    public List<PeerKind> peers(String topology) {
        return peers.stream()
                .filter(peer -> peer.isOnRedis() || topology.equals("standalone"))
                .toList();
    }

    /** What warms up the peers on a topology: each operation once, by several threads. */
    public List<Scenario> warmUp(String topology) {
        return scenarios.stream()
                .filter(scenario -> scenario.topology().equals(topology))
                .map(scenario -> new Scenario(topology, scenario.operation(), scenario.valueBytes(), WARM_UP_THREADS))
                .distinct()
                .toList();
    }

    /** The topologies among the points, in their order. */
    public List<String> topologies() {
        return scenarios.stream().map(Scenario::topology).distinct().toList();
    }

    /** Properties by their names without the prefix. */
    private record Settings(Properties properties) {

        void refuseUnknown() {
            for (String key : properties.stringPropertyNames()) {
                if (key.startsWith(PREFIX) && !SETTINGS.contains(key.substring(PREFIX.length()))) {
                    throw new IllegalArgumentException(
                            "-D" + key + ": there is no such setting; there are " + SETTINGS);
                }
            }
        }

        String text(String key, String otherwise) {
            String text = properties.getProperty(PREFIX + key, "").trim();
            return text.isEmpty() ? otherwise : text;
        }

        int number(String key, int otherwise) {
            return Integer.parseInt(text(key, Integer.toString(otherwise)));
        }

        double decimal(String key, double otherwise) {
            return Double.parseDouble(text(key, Double.toString(otherwise)));
        }

        <T> List<T> list(String key, String otherwise, Function<String, T> reading) {
            return Arrays.stream(text(key, otherwise).split(",", -1))
                    .map(String::trim)
                    .map(reading)
                    .toList();
        }
    }
}
