package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.OneByOneLoader;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table "What an operation costs" of the manual, counted on the server. */
class CommandCostIT {

    private static final Logger LOG = LoggerFactory.getLogger(CommandCostIT.class);
    private static final Path MANUAL = Path.of("..", "docs", "operations.md");

    /** Of so many runs the counts in the middle count, so that a regular task of the client in one of them does not. */
    private static final int RUNS = 5;

    private static final Set<String> OF_NEW_CONNECTIONS =
            Set.of("auth", "hello", "ping", "select", "client|setname", "client|setinfo", "client");

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::standalone);

    @Test
    void everyOperation_costsWhatTheManualSays() throws IOException {
        Cache<Integer, String> plain = jvms.managers().open().createCache("plain", configuration());
        Cache<Integer, String> heard = jvms.managers().open().createCache("heard", heard());
        List<String> rows = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            rows.add("| " + operation.title() + " | " + text(measure(plain, operation)) + " | "
                    + text(measure(heard, operation)) + " |");
        }
        LOG.info("measured:\n{}", String.join("\n", rows));
        assertThat(manual()).containsSubsequence(rows);
    }

    @Test
    void get_isOneCommand() {
        Cache<Integer, String> plain = jvms.managers().open().createCache("plain", configuration());
        assertThat(measure(plain, Operation.GET)).isEqualTo(Map.of("mget", 1L));
    }

    @Test
    void put_withoutListeners_isOneScriptThatPublishesNothing() {
        Cache<Integer, String> plain = jvms.managers().open().createCache("plain", configuration());
        assertThat(measure(plain, Operation.PUT)).containsEntry("evalsha", 1L).doesNotContainKey("publish");
    }

    private static MutableConfiguration<Integer, String> configuration() {
        return new MutableConfiguration<Integer, String>()
                .setCacheLoaderFactory(FactoryBuilder.factoryOf(KeyLoader.class));
    }

    private static MutableConfiguration<Integer, String> heard() {
        return configuration()
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        FactoryBuilder.factoryOf(ChangeListener.class), null, true, true));
    }

    private Map<String, Long> measure(Cache<Integer, String> cache, Operation operation) {
        List<Map<String, Long>> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            Operation.prepare(cache);
            jvms.redis().resetCommandCounts();
            operation.run(cache);
            runs.add(counts());
        }
        return middle(runs);
    }

    private static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>(jvms.redis().commandCounts());
        counts.keySet().removeAll(OF_NEW_CONNECTIONS);
        return counts;
    }

    private static Map<String, Long> middle(List<Map<String, Long>> runs) {
        Set<String> commands = new TreeSet<>();
        runs.forEach(run -> commands.addAll(run.keySet()));
        Map<String, Long> middle = new LinkedHashMap<>();
        for (String command : commands) {
            List<Long> counts = runs.stream()
                    .map(run -> run.getOrDefault(command, 0L))
                    .sorted()
                    .toList();
            if (counts.get(RUNS / 2) > 0) {
                middle.put(command, counts.get(RUNS / 2));
            }
        }
        return middle;
    }

    /** A walk takes as many SCANs as the server's hash table is large. */
    private static String text(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + (count.getKey().equals("scan") ? " n" : " " + count.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static List<String> manual() throws IOException {
        try (Stream<String> lines = Files.lines(MANUAL)) {
            return lines.map(line -> line.replaceAll(" +\\|", " |").replace("`", ""))
                    .toList();
        }
    }

    /** Loads a value for any key. */
    public static final class KeyLoader implements OneByOneLoader<Integer, String> {

        @Override
        public String load(Integer key) {
            return "loaded " + key;
        }
    }
}
