package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One server: ask it, and, where this JVM started it, break and repair it. Thread-safe. */
public final class RedisNode {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Endpoint endpoint;
    private final Optional<ServerProcess> process;
    private @Nullable RespConnection connection;

    private RedisNode(Endpoint endpoint, Optional<ServerProcess> process) {
        this.endpoint = endpoint;
        this.process = process;
    }

    static RedisNode own(ServerProcess process) {
        return new RedisNode(Endpoint.loopback(process.port()), Optional.of(process));
    }

    static RedisNode foreign(Endpoint endpoint) {
        return new RedisNode(endpoint, Optional.empty());
    }

    /** The host to connect to. */
    public String host() {
        return endpoint.host();
    }

    /** The port to connect to. */
    public int port() {
        return endpoint.port();
    }

    /** The id of the server's process. */
    public long pid() {
        return ownProcess().pid();
    }

    /**
     * Sends a command and waits for the answer.
     *
     * @return a String (simple and bulk, read as UTF-8), a Long, a List of these, or null
     * @throws RedisError if the server answers with an error
     * @throws UncheckedIOException if there is no answer
     */
    public @Nullable Object command(String... args) {
        return text(ask(redis -> redis.call(args)));
    }

    /** Like {@link #command}, for bytes that are no text: bulk answers are {@code byte[]}. */
    public @Nullable Object commandBytes(byte[]... args) {
        return ask(redis -> redis.call(args));
    }

    /** Kills the server at once (SIGKILL); what it held is lost. */
    public void stop() {
        ownProcess().kill();
        disconnect();
    }

    /** Starts the server again, empty, on its old port; returns when it answers. */
    public void start() {
        ownProcess().start();
    }

    /** Freezes the server (SIGSTOP): connections stay open and nothing answers. */
    public void pause() {
        ownProcess().signal("STOP");
    }

    /** Lets a frozen server go on (SIGCONT). */
    public void resume() {
        ownProcess().signal("CONT");
    }

    void close() {
        disconnect();
        process.ifPresent(ServerProcess::close);
    }

    @Override
    public String toString() {
        return host() + ":" + port();
    }

    private ServerProcess ownProcess() {
        return process.orElseThrow(() -> new UnsupportedOperationException(
                this + " was not started by this test run, so it is not ours to break"));
    }

    private interface Question {
        @Nullable
        Object ask(RespConnection redis) throws IOException;
    }

    private synchronized @Nullable Object ask(Question question) {
        try {
            return question.ask(connection());
        } catch (IOException e) {
            disconnect();
            throw new UncheckedIOException(this + " did not answer", e);
        }
    }

    private RespConnection connection() throws IOException {
        if (connection == null) {
            RespConnection opened = endpoint.connect(TIMEOUT);
            connection = opened;
            return opened;
        }
        return connection;
    }

    private synchronized void disconnect() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }

    private static @Nullable Object text(@Nullable Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> list) {
            List<@Nullable Object> texts = new ArrayList<>(list.size());
            list.forEach(element -> texts.add(text(element)));
            return texts;
        }
        return reply;
    }
}
