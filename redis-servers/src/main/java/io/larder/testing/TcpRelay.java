package io.larder.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between clients and a server on the loopback and passes on what comes, unless a test tells it to hold, to delay
 * or to cut: all connections, one of them, or the first on which something certain comes along. Bytes are never changed or
 * reordered, and lost only where a connection is told to {@linkplain RelayedConnection#loseMessages lose published messages};
 * what is held waits, with what comes after it, until it is released. Thread-safe.
 *
 * <p>Unlike a frozen server ({@link RedisNode#pause}) it can stall one connection while others go on, and tell apart
 * whether a request never reached the server or only its reply is missing. It knows nothing else of what it passes on, and
 * a cluster's nodes name themselves past it.
 */
public final class TcpRelay implements AutoCloseable {

    /** The two ways of a connection. */
    public enum Direction {
        /** From the client to the server. */
        REQUESTS,
        /** From the server to the client. */
        REPLIES
    }

    private final InetSocketAddress server;
    private final ServerSocket entrance;
    private final List<RelayedConnection> connections = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<Direction> held = EnumSet.noneOf(Direction.class);
    private final Map<Direction, Duration> delays = new EnumMap<>(Direction.class);

    private TcpRelay(InetSocketAddress server) throws IOException {
        this.server = server;
        entrance = new ServerSocket();
        entrance.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Holds a direction of the first connection on which something comes along. */
    private record Rule(
            RelayedFlow.Watch watch, Direction watched, Direction held, CompletableFuture<RelayedConnection> found) {}

    /** Starts a relay to a server, on a free port. */
    public static TcpRelay to(RedisNode server) {
        return to(server.host(), server.port());
    }

    /** Starts a relay to whatever listens there, on a free port. */
    public static TcpRelay to(String host, int port) {
        try {
            TcpRelay relay = new TcpRelay(new InetSocketAddress(host, port));
            daemon("tcp-relay-" + relay.port(), relay::acceptAll).start();
            return relay;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The host to connect to. */
    public String host() {
        return entrance.getInetAddress().getHostAddress();
    }

    /** The port to connect to. */
    public int port() {
        return entrance.getLocalPort();
    }

    /** All connections so far, in the order in which they came, closed ones too. */
    public List<RelayedConnection> connections() {
        return List.copyOf(connections);
    }

    /** How many bytes have passed in a direction, over all connections so far. */
    public long passedBytes(Direction direction) {
        return connections.stream()
                .mapToLong(connection -> connection.passedBytes(direction))
                .sum();
    }

    // --- all connections -------------------------------------------------------------------------------------------

    /** Passes nothing on in a direction, on connections that are there and on those to come. */
    public synchronized void hold(Direction direction) {
        held.add(direction);
        connections.forEach(connection -> connection.hold(direction));
    }

    /** Passes on again what was held on any connection, and what comes. */
    public synchronized void release(Direction direction) {
        held.remove(direction);
        connections.forEach(connection -> connection.release(direction));
    }

    /** Lets bytes arrive so much later from now on; {@link Duration#ZERO} for at once. */
    public synchronized void delay(Direction direction, Duration delay) {
        delays.put(direction, delay);
        connections.forEach(connection -> connection.delay(direction, delay));
    }

    /** Cuts the connections that are there; new ones are let in. */
    public void cut() {
        connections.forEach(RelayedConnection::cut);
    }

    // --- the first on which something comes along ------------------------------------------------------------------

    /**
     * Holds a direction of the first connection on which a text comes along from now on. It is held before the text is
     * passed on (but for its beginning, should it come in two pieces): the same direction keeps it from arriving, the
     * opposite one lets it arrive and keeps the answer.
     *
     * @param watched where the text comes along
     * @param held what is held then
     * @return the connection, when it was found
     */
    public CompletableFuture<RelayedConnection> holdAtText(Direction watched, String text, Direction held) {
        return add(RelayedFlow.Watch.forText(text.getBytes(StandardCharsets.UTF_8)), watched, held);
    }

    /**
     * Holds a direction of the first connection on which that many bytes come along from now on, about in the middle of
     * them if the direction is the same.
     *
     * @param watched where the bytes come along
     * @param held what is held then
     * @return the connection, when it was found
     */
    public CompletableFuture<RelayedConnection> holdAtBytes(Direction watched, long bytes, Direction held) {
        Map<RelayedConnection, Long> before = new HashMap<>();
        connections.forEach(connection -> before.put(connection, connection.arrivedBytes(watched)));
        return add(
                (connection, flow, next) ->
                        flow.passedBytes() + next.length - before.getOrDefault(connection, 0L) >= bytes,
                watched,
                held);
    }

    private CompletableFuture<RelayedConnection> add(RelayedFlow.Watch watch, Direction watched, Direction held) {
        Rule rule = new Rule(watch, watched, held, new CompletableFuture<>());
        rules.add(rule);
        return rule.found();
    }

    /** Called before bytes are passed on. */
    private void look(RelayedConnection connection, RelayedFlow flow, byte[] bytes) {
        List<Rule> met = rules.stream()
                .filter(rule -> rule.watched() == flow.direction())
                .filter(rule -> rule.watch().matches(connection, flow, bytes))
                .toList();
        for (Rule rule : met) {
            if (rules.remove(rule)) {
                connection.hold(rule.held());
                rule.found().complete(connection);
            }
        }
    }

    // --- letting in ------------------------------------------------------------------------------------------------

    private void acceptAll() {
        try {
            for (; ; ) {
                letIn(entrance.accept());
            }
        } catch (IOException e) {
            connections.forEach(RelayedConnection::cut); // closed, here or by the system
        }
    }

    private void letIn(Socket client) throws IOException {
        Socket onwards = new Socket();
        try {
            onwards.connect(server);
            client.setTcpNoDelay(true);
            onwards.setTcpNoDelay(true);
        } catch (IOException e) {
            onwards.close();
            client.close(); // as the server would have refused
            return;
        }
        start(new RelayedConnection(client, onwards, this::look));
    }

    private synchronized void start(RelayedConnection connection) {
        held.forEach(connection::hold);
        delays.forEach(connection::delay);
        connections.add(connection);
        String name = "tcp-relay-" + port() + '-' + connections.size() + '-';
        List<Runnable> tasks = new ArrayList<>(connection.tasks());
        for (int i = 0; i < tasks.size(); i++) {
            daemon(name + i, tasks.get(i)).start();
        }
        if (entrance.isClosed()) {
            connection.cut();
        }
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Cuts all connections and lets none in any more. */
    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    @Override
    public String toString() {
        return host() + ':' + port();
    }
}
