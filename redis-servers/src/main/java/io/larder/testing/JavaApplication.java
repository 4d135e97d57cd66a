package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Java application in a JVM of its own, which knows nothing of the test's class path, system properties or
 * {@code LARDER_} variables. Not thread-safe.
 */
public final class JavaApplication {

    private static final long LIMIT_SECONDS = 60;

    private final List<String> whatToRun;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new TreeMap<>();

    private JavaApplication(String... whatToRun) {
        this.whatToRun = List.of(whatToRun);
    }

    /**
     * An application of classes.
     *
     * @param classPath what it sees
     * @param mainClass the name of the class with its {@code main}
     */
    public static JavaApplication of(String classPath, String mainClass) {
        return new JavaApplication("-cp", classPath, mainClass);
    }

    /** An executable jar. */
    public static JavaApplication of(Path jar) {
        return new JavaApplication("-jar", jar.toString());
    }

    /** Adds a system property. */
    public JavaApplication systemProperty(String name, String value) {
        options.add("-D" + name + "=" + value);
        return this;
    }

    /** Adds an environment variable. */
    public JavaApplication environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /**
     * Runs it until it ends by itself.
     *
     * @param args its arguments
     * @throws IllegalStateException if it does not end within a minute
     */
    public Outcome run(String... args) {
        try {
            Path output = Files.createTempFile("larder-application-", ".log");
            try {
                return run(output, args);
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the application ran", e);
        }
    }

    private Outcome run(Path output, String... args) throws IOException, InterruptedException {
        Process process = builder(args).redirectOutput(output.toFile()).start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        whatToRun + " has not ended after " + LIMIT_SECONDS + " s; it wrote:\n" + read(output));
            }
            return new Outcome(process.exitValue(), read(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private ProcessBuilder builder(String... args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(whatToRun);
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LARDER_"));
        builder.environment().putAll(environment);
        return builder;
    }

    private static String read(Path output) throws IOException {
        return Files.readString(output, Charset.defaultCharset());
    }

    /**
     * How it ended.
     *
     * @param exitCode its exit code
     * @param output all that it wrote to its standard output and error
     */
    public record Outcome(int exitCode, String output) {

        /** The lines of the output that contain a text. */
        public List<String> linesWith(String text) {
            return output.lines().filter(line -> line.contains(text)).toList();
        }
    }
}
