package io.larder.benchmarks.run;

import io.larder.benchmarks.worker.CpuTime;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what servers have done so far, over all of them. */
final class ServerMeter {

    private static final Pattern CPU_SECONDS = Pattern.compile("(?m)^used_cpu_(?:sys|user):([0-9.]+)");
    private static final Pattern MEMORY = Pattern.compile("(?m)^used_memory:(\\d+)");

    private final RedisDeployment redis;

    ServerMeter(RedisDeployment redis) {
        this.redis = redis;
    }

    Reading read(Set<Long> ownServers) {
        return new Reading(
                redis.nodes().stream().mapToDouble(ServerMeter::cpuSeconds).sum()
                        + ownServers.stream().mapToLong(CpuTime::nanos).sum() / 1e9,
                redis.commandCounts());
    }

    long usedMemory() {
        return redis.nodes().stream()
                .mapToLong(node -> Long.parseLong(number(MEMORY, info(node, "memory"))))
                .sum();
    }

    private static double cpuSeconds(RedisNode node) {
        return CPU_SECONDS
                .matcher(info(node, "cpu"))
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private static String info(RedisNode node, String section) {
        return String.valueOf(node.command("INFO", section));
    }

    private static String number(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    /**
     * What they have done so far.
     *
     * @param cpuSeconds CPU time, user and system
     * @param commands calls by command
     */
    record Reading(double cpuSeconds, Map<String, Long> commands) {

        /** What was done since an earlier reading. */
        Reading since(Reading earlier) {
            Map<String, Long> done = new TreeMap<>();
            commands.forEach((command, calls) -> {
                long more = calls - earlier.commands.getOrDefault(command, 0L);
                if (more > 0) {
                    done.put(command, more);
                }
            });
            return new Reading(cpuSeconds - earlier.cpuSeconds, done);
        }
    }
}
