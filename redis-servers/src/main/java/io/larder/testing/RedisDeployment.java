package io.larder.testing;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One or more servers that belong together, and the address that reaches them. Thread-safe. */
public final class RedisDeployment implements AutoCloseable {

    private static final Pattern COMMAND_STATISTIC = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    private final String address;
    private final List<RedisNode> nodes;
    private final List<RedisNode> sentinels;

    RedisDeployment(String address, List<RedisNode> nodes) {
        this(address, nodes, List.of());
    }

    RedisDeployment(String address, List<RedisNode> nodes, List<RedisNode> sentinels) {
        this.address = address;
        this.nodes = List.copyOf(nodes);
        this.sentinels = List.copyOf(sentinels);
    }

    /** The address as Larder takes it, {@code redis://127.0.0.1:6379} for example. */
    public String address() {
        return address;
    }

    /** The servers that hold data: masters first. */
    public List<RedisNode> nodes() {
        return nodes;
    }

    /** The sentinels that watch the master, if any. */
    public List<RedisNode> sentinels() {
        return sentinels;
    }

    /** Deletes every key of the selected database on every master, at once. */
    public void flush() {
        nodes.stream().filter(RedisDeployment::isMaster).forEach(node -> node.command("FLUSHDB"));
    }

    /** Every key of the selected database on every node, replicas too. */
    public Set<String> keys() {
        Set<String> keys = new HashSet<>();
        nodes.forEach(node -> scan(node, keys));
        return keys;
    }

    /**
     * How often each command ran, over all nodes, since the start or {@link #resetCommandCounts}. Commands that a script
     * calls count as well. Without those that this class sends itself, INFO and CONFIG.
     */
    public Map<String, Long> commandCounts() {
        Map<String, Long> counts = new TreeMap<>();
        nodes.forEach(node -> addCommandCounts(node, counts));
        counts.keySet().removeIf(name -> name.equals("info") || name.startsWith("config"));
        return counts;
    }

    /** Begins to count commands from zero. */
    public void resetCommandCounts() {
        nodes.forEach(node -> node.command("CONFIG", "RESETSTAT"));
    }

    /** What answers, {@code Redis 6.2.11} or {@code Valkey 8.1.1} for example. */
    public String serverVersion() {
        String info = String.valueOf(nodes.get(0).command("INFO", "server"));
        Matcher valkey = Pattern.compile("valkey_version:(\\S+)").matcher(info);
        if (valkey.find()) {
            return "Valkey " + valkey.group(1);
        }
        Matcher redis = Pattern.compile("redis_version:(\\S+)").matcher(info);
        return redis.find() ? "Redis " + redis.group(1) : "unknown server";
    }

    /** {@code standalone}, {@code cluster} or {@code sentinel}. */
    public String topology() {
        Matcher kind = Pattern.compile("rediss?\\+(\\w+)://.*").matcher(address);
        return kind.matches() ? kind.group(1) : "standalone";
    }

    /** Kills the servers that this test run started; leaves others alone. */
    @Override
    public void close() {
        sentinels.forEach(RedisNode::close);
        nodes.forEach(RedisNode::close);
    }

    @Override
    public String toString() {
        return address;
    }

    private static boolean isMaster(RedisNode node) {
        return node.command("ROLE") instanceof List<?> role && "master".equals(role.get(0));
    }

    private static void scan(RedisNode node, Set<String> keys) {
        String cursor = "0";
        do {
            List<?> page = list(node.command("SCAN", cursor, "COUNT", "1000"));
            cursor = String.valueOf(page.get(0));
            list(page.get(1)).forEach(key -> keys.add(String.valueOf(key)));
        } while (!cursor.equals("0"));
    }

    private static void addCommandCounts(RedisNode node, Map<String, Long> counts) {
        Matcher statistic = COMMAND_STATISTIC.matcher(String.valueOf(node.command("INFO", "commandstats")));
        while (statistic.find()) {
            counts.merge(statistic.group(1), Long.valueOf(statistic.group(2)), Long::sum);
        }
    }

    private static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw new IllegalStateException("expected a list from the server, got " + reply);
    }
}
