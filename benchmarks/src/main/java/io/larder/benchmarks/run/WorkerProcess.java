package io.larder.benchmarks.run;

import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import io.larder.benchmarks.plan.Scenario;
import io.larder.benchmarks.worker.Order;
import io.larder.benchmarks.worker.Reply;
import io.larder.benchmarks.worker.Worker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The JVM of one peer. Not thread-safe. */
final class WorkerProcess implements AutoCloseable {

    private static final int START_MILLIS = 60_000;
    private static final int LONGEST_ORDER_MILLIS = 300_000;
    private static final int GOODBYE_SECONDS = 15;

    private final PeerKind kind;
    private final Process process;
    private final Socket socket;
    private final ObjectOutputStream orders;
    private final ObjectInputStream replies;
    private final Reply.Opened opened;

    private WorkerProcess(PeerKind kind, Process process, Socket socket, String address) throws IOException {
        this.kind = kind;
        this.process = process;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(LONGEST_ORDER_MILLIS);
        orders = new ObjectOutputStream(socket.getOutputStream());
        orders.flush();
        replies = new ObjectInputStream(new BufferedInputStream(socket.getInputStream()));
        opened = ask(new Order.Open(address), Reply.Opened.class);
    }

    /** Starts a worker whose output goes to a file, and connects it to the servers at an address. */
    static WorkerProcess start(PeerKind kind, ClassPaths classPaths, String address, Path log) {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(START_MILLIS);
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xms1g",
                            "-Xmx1g",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            classPaths.of(kind),
                            Worker.class.getName(),
                            kind.toString(),
                            Integer.toString(server.getLocalPort())))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("LARDER_"));
            Process process = builder.start();
            try {
                return new WorkerProcess(kind, process, server.accept(), address);
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                throw new IllegalStateException("the worker of " + kind + " did not start, see " + log, e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PeerKind kind() {
        return kind;
    }

    boolean offers(Operation operation) {
        return opened.offers().contains(operation);
    }

    String remark(Operation operation) {
        return opened.remarks().getOrDefault(operation, "");
    }

    Set<Long> ownServers() {
        return opened.ownServers();
    }

    void prepare(Scenario scenario) {
        ask(new Order.Prepare(scenario), Reply.Done.class);
    }

    Reply.Measured run(Scenario scenario, double seconds) {
        return ask(new Order.Run(scenario, seconds), Reply.Measured.class);
    }

    Reply.Latencies runAtRate(Scenario scenario, int callsPerSecond, double seconds) {
        return ask(new Order.RunAtRate(scenario, callsPerSecond, seconds), Reply.Latencies.class);
    }

    void fill(int entries, int valueBytes) {
        ask(new Order.Fill(entries, valueBytes), Reply.Done.class);
    }

    void clear() {
        ask(new Order.Clear(), Reply.Done.class);
    }

    private <T extends Reply> T ask(Order order, Class<T> expected) {
        try {
            orders.writeObject(order);
            orders.flush();
            Object reply = replies.readObject();
            if (reply instanceof Reply.Failed failed) {
                throw new IllegalStateException(kind + " failed at " + order + ":\n" + failed.why());
            }
            return expected.cast(reply);
        } catch (IOException e) {
            throw new UncheckedIOException("the worker of " + kind + " has gone at " + order, e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
            if (!process.waitFor(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
