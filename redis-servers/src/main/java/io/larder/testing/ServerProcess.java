package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The process of one server: started, killed, started again on the same port, frozen. Thread-safe. */
final class ServerProcess {

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final int PORT_ATTEMPTS = 10;

    private final int port;
    private final List<String> args;
    private final Path folder;
    private @Nullable Process process;
    private @Nullable Process watcher;

    private ServerProcess(int port, List<String> args) {
        this.port = port;
        this.args = List.copyOf(args);
        this.folder = TempFolders.create("larder-redis-" + port + "-");
    }

    /** Starts a server on a free port; if somebody else takes that port in the meantime, on the next one. */
    static ServerProcess startNew(List<String> args) {
        for (int attempt = 1; ; attempt++) {
            ServerProcess server = new ServerProcess(FreePorts.next(), args);
            AtExit.run(server::close);
            try {
                server.start();
                return server;
            } catch (IllegalStateException e) {
                boolean portTaken = server.log().contains("Address already in use"); // its log goes with it
                server.close();
                if (attempt == PORT_ATTEMPTS || !portTaken) {
                    throw e;
                }
            }
        }
    }

    int port() {
        return port;
    }

    Path folder() {
        return folder;
    }

    synchronized long pid() {
        return running().pid();
    }

    synchronized void start() {
        if (process != null && process.isAlive()) {
            throw new IllegalStateException("the server on port " + port + " is running");
        }
        try {
            Process started = new ProcessBuilder(commandLine())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
                    .start();
            process = started;
            watcher = watch(started.pid());
            awaitAnswer(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void kill() {
        // The watcher first: the process id may be another program's once the server is gone.
        end(watcher);
        end(process);
    }

    synchronized void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void close() {
        kill();
        TempFolders.delete(folder);
    }

    private List<String> commandLine() {
        List<String> line = new ArrayList<>(List.of(ServerExecutable.path().toString()));
        // First, because a configuration file has to be.
        line.addAll(args);
        line.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1", "--daemonize", "no"));
        line.addAll(List.of("--save", "", "--appendonly", "no"));
        return line;
    }

    /** Waits on a pipe from this JVM and cleans up when the pipe breaks: a shutdown hook misses kill -9. */
    private Process watch(long pid) throws IOException {
        String script = "read -r line; kill -9 \"$0\"; rm -rf \"$1\"";
        return new ProcessBuilder("sh", "-c", script, Long.toString(pid), folder.toString()).start();
    }

    private void awaitAnswer(Process started) {
        Await.until("an answer on port " + port, () -> !started.isAlive() || answers(started.pid()));
        if (!started.isAlive()) {
            throw new IllegalStateException("no server on port " + port + ":\n" + log());
        }
    }

    /** Whether this very process answers, not a stranger that has the port. */
    private boolean answers(long pid) {
        try (RespConnection connection = Endpoint.loopback(port).connect(ANSWER_TIMEOUT)) {
            Object info = connection.call("INFO", "server");
            return info instanceof byte[] text
                    && new String(text, StandardCharsets.UTF_8).contains("process_id:" + pid + "\r\n");
        } catch (IOException | RedisError e) {
            return false;
        }
    }

    private String log() {
        try {
            return Files.exists(logFile()) ? Files.readString(logFile()) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path logFile() {
        return folder.resolve("server.log");
    }

    private Process running() {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("the server on port " + port + " is not running");
        }
        return process;
    }

    private static void end(@Nullable Process process) {
        if (process != null) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
