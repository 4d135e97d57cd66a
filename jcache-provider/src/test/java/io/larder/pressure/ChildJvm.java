package io.larder.pressure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Another JVM with the class path of this one, running the {@code main} of a role. It is told things by lines on its
 * standard input, and answers by lines; it ends when this JVM does. Thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String role;
    private final Process process;
    private final PrintStream input;
    private final Map<String, List<String>> said = new HashMap<>();
    private boolean ended;

    private ChildJvm(String role, Process process) {
        this.role = role;
        this.process = process;
        this.input = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readAll, "lines of " + role + " " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts one in a role. */
    public static ChildJvm start(Class<?> role, Object... args) {
        return start(System.getProperty("java.class.path"), role, args);
    }

    static ChildJvm start(String classPath, Class<?> role, Object... args) {
        return start(classPath, Map.of(), role, args);
    }

    static ChildJvm start(String classPath, Map<String, String> environment, Class<?> role, Object... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                role.getName()));
        List.of(args).forEach(arg -> command.add(arg.toString()));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(environment);
            return new ChildJvm(role.getSimpleName(), builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readAll() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            add("! " + e.getMessage());
        } finally {
            end();
        }
    }

    private synchronized void add(String line) {
        int end = line.indexOf(' ');
        String word = end < 0 ? line : line.substring(0, end);
        said.computeIfAbsent(word, any -> new ArrayList<>()).add(end < 0 ? "" : line.substring(end + 1));
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Says a line to it. */
    public void tell(String line) {
        input.println(line);
    }

    /** Waits for a line with this first word, and returns what follows in it. */
    public String await(String word) {
        return await(word, 1).get(0);
    }

    /** Waits until this many lines have this first word, and returns what follows in each. */
    public synchronized List<String> await(String word, int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (lines(word).size() < count) {
            if (ended || System.nanoTime() > deadline) {
                throw new AssertionError(this + " did not say " + word + " " + count + " times; it said "
                        + said.getOrDefault(word, List.of()).size() + " of it, and " + said.keySet());
            }
            waitForLine();
        }
        return List.copyOf(lines(word));
    }

    @SuppressWarnings("WaitNotInLoop") // the callers are loops
    private void waitForLine() {
        try {
            wait(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + this, e);
        }
    }

    private List<String> lines(String word) {
        return said.getOrDefault(word, List.of());
    }

    /** Returns what followed this word in each line so far that began with it. */
    public synchronized List<String> said(String word) {
        return List.copyOf(lines(word));
    }

    /** Kills it (SIGKILL) and waits until all that it said is here. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Waits until it has ended and all that it said is here. */
    public synchronized void awaitEnd() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ended) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(this + " did not end");
            }
            waitForLine();
        }
    }

    /** Freezes it (SIGSTOP): its connections stay open and it does nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT). */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + signal + " of " + this + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    @Override
    public String toString() {
        return role + " " + process.pid();
    }
}
