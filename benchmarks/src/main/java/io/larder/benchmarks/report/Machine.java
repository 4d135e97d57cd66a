package io.larder.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Describes where a run took place, without naming the machine. */
public final class Machine {

    private Machine() {}

    /** What does not change during a run. */
    public static List<String> describe() {
        List<String> lines = new ArrayList<>();
        lines.add("date: " + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        lines.add("cpu: " + firstOf("/proc/cpuinfo", "model name"));
        lines.add("cores: " + Runtime.getRuntime().availableProcessors());
        lines.add("memory: " + firstOf("/proc/meminfo", "MemTotal"));
        lines.add("system: " + property("os.name") + " " + property("os.version") + " " + property("os.arch"));
        lines.add("java: " + property("java.vm.name") + " " + property("java.runtime.version"));
        lines.add("java options of the workers: -Xms1g -Xmx1g");
        return lines;
    }

    /** The load of the machine during the last minute. */
    public static String load() {
        return String.format(
                Locale.ROOT,
                "%.2f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** The libraries on the class path, with their versions. */
    public static List<String> libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> String.valueOf(Path.of(entry).getFileName()))
                .filter(name -> name.endsWith(".jar"))
                .map(name -> name.substring(0, name.length() - ".jar".length()))
                .sorted()
                .toList();
    }

    private static String property(String name) {
        return String.valueOf(System.getProperty(name));
    }

    private static String firstOf(String file, String key) {
        Path path = Path.of(file);
        if (!Files.isReadable(path)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(path, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
