package io.larder.tck;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What one run of the TCK came to.
 *
 * @param server what answered, {@code Redis 6.2.11} for example
 * @param topology {@code standalone} or {@code cluster}
 * @param nearCaches whether every cache had a near cache
 * @param tests how many distinct tests JUnit ran, those included that the TCK emptied
 * @param failed how many distinct tests failed
 * @param skipped how many tests JUnit skipped
 * @param excluded the tests that the TCK emptied, {@code class#method}
 * @param keysLeft how many keys were in Redis after a test, summed over all tests, by kind
 * @param keysAtTheEnd how many were there when the run was over, but for what near caches want to be told
 * @param seconds how long it took
 */
record TckResult(
        String server,
        String topology,
        boolean nearCaches,
        int tests,
        int failed,
        int skipped,
        Set<String> excluded,
        Map<String, Integer> keysLeft,
        int keysAtTheEnd,
        long seconds) {

    /**
     * In the TCK's list of exclusions, for every implementation: it is the test of that very list, and fails unless the
     * list is read. So it counts as executed.
     */
    static final String TEST_OF_THE_EXCLUDE_LIST = "org.jsr107.tck.CachingTest#dummyTest";

    /** The excluded tests but the one that is always excluded. */
    Set<String> leftOut() {
        Set<String> names = new TreeSet<>(excluded);
        names.remove(TEST_OF_THE_EXCLUDE_LIST);
        return names;
    }

    /** How many tests did their work. */
    int executed() {
        return tests - leftOut().size();
    }

    String summary() {
        return "TCK 1.1.1 on " + server + ' ' + topology + (nearCaches ? " with near caches" : "")
                + ": executed " + executed() + ", failed " + failed
                + ", excluded "
                + leftOut().size() + "+" + (excluded.size() - leftOut().size()) + ", " + seconds
                + " s; keys left by tests "
                + new TreeMap<>(keysLeft) + ", at the end " + keysAtTheEnd;
    }

    /** Writes the result, and beside it which tests left keys. */
    void write(Path folder, String run, List<String> keysLeftByTest) {
        String lines = String.join(
                "\n",
                "server=" + server,
                "topology=" + topology,
                "nearCaches=" + nearCaches,
                "tests=" + tests,
                "executed=" + executed(),
                "failed=" + failed,
                "skipped=" + skipped,
                "seconds=" + seconds,
                "excludedCount=" + leftOut().size(),
                "excluded=" + String.join(" ", new TreeSet<>(excluded)),
                "keysLeft=" + written(keysLeft),
                "keysAtTheEnd=" + keysAtTheEnd,
                "");
        try {
            Files.createDirectories(folder);
            Files.writeString(file(folder, run), lines);
            Files.write(folder.resolve(run + "-keys-left.txt"), keysLeftByTest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TckResult read(Path folder, String run) {
        Properties values = new Properties();
        try (Reader reader = Files.newBufferedReader(file(folder, run))) {
            values.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("the run " + run + " of the TCK left no result", e);
        }
        return new TckResult(
                values.getProperty("server"),
                values.getProperty("topology"),
                Boolean.parseBoolean(values.getProperty("nearCaches")),
                number(values, "tests"),
                number(values, "failed"),
                number(values, "skipped"),
                Set.copyOf(words(values.getProperty("excluded"))),
                read(values.getProperty("keysLeft")),
                number(values, "keysAtTheEnd"),
                number(values, "seconds"));
    }

    private static Path file(Path folder, String run) {
        return folder.resolve(run + ".properties");
    }

    private static int number(Properties values, String name) {
        return Integer.parseInt(values.getProperty(name));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String written(Map<String, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(count -> count.getKey() + '>' + count.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, Integer> read(String counts) {
        return words(counts).stream()
                .map(word -> word.split(">", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> Integer.valueOf(parts[1])));
    }
}
