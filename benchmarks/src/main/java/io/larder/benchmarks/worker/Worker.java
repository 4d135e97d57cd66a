package io.larder.benchmarks.worker;

import io.larder.benchmarks.peer.Peer;
import io.larder.benchmarks.peer.PeerKind;
import io.larder.benchmarks.plan.Operation;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/** The main class of a worker: connects to the runner and carries out its orders until the runner goes. */
public final class Worker {

    private final PeerKind kind;
    private @Nullable Peer peer;
    private @Nullable Measuring measuring;

    private Worker(PeerKind kind) {
        this.kind = kind;
    }

    /** Takes the peer's label and the runner's port. Ends the JVM, whatever threads the peer leaves behind. */
    public static void main(String... args) {
        int status = 1;
        Worker worker = new Worker(PeerKind.of(args[0]));
        try (Socket runner = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[1]))) {
            runner.setTcpNoDelay(true);
            worker.serve(runner);
        } catch (EOFException | SocketException e) {
            worker.close(); // the runner has gone
            status = 0;
        } catch (IOException | ClassNotFoundException e) {
            System.err.println("the runner does not speak our language: " + e);
        } finally {
            System.exit(status);
        }
    }

    private void serve(Socket runner) throws IOException, ClassNotFoundException {
        ObjectOutputStream replies = new ObjectOutputStream(runner.getOutputStream());
        replies.flush();
        ObjectInputStream orders = new ObjectInputStream(new BufferedInputStream(runner.getInputStream()));
        while (true) {
            replies.writeObject(answer((Order) orders.readObject()));
            replies.flush();
        }
    }

    private Reply answer(Order order) {
        try {
            return carryOut(order);
        } catch (RunnerException | RuntimeException | LinkageError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            return new Reply.Failed(trace.toString());
        }
    }

    private Reply carryOut(Order order) throws RunnerException {
        if (order instanceof Order.Open open) {
            return open(open.address());
        }
        if (order instanceof Order.Run run) {
            return measuring().run(run.scenario(), run.seconds());
        }
        if (order instanceof Order.RunAtRate run) {
            return measuring().runAtRate(run.scenario(), run.callsPerSecond(), run.seconds());
        }
        if (order instanceof Order.Prepare prepare) {
            measuring().prepare(prepare.scenario());
        } else if (order instanceof Order.Fill fill) {
            measuring().fill(fill.entries(), fill.valueBytes());
        } else if (order instanceof Order.Clear) {
            opened().clear();
        }
        return new Reply.Done();
    }

    private Reply open(String address) {
        Peer opened = kind.open(address);
        peer = opened;
        PeerCheck.check(opened);
        measuring = new Measuring(opened);
        Set<Operation> offers = EnumSet.copyOf(opened.offers());
        Map<Operation, String> remarks = new EnumMap<>(Operation.class);
        offers.forEach(operation -> remarks.put(operation, opened.remark(operation)));
        return new Reply.Opened(offers, remarks, Set.copyOf(opened.ownServers()));
    }

    private Peer opened() {
        if (peer == null) {
            throw new IllegalStateException("not connected yet");
        }
        return peer;
    }

    private Measuring measuring() {
        if (measuring == null) {
            throw new IllegalStateException("not connected yet");
        }
        return measuring;
    }

    private void close() {
        if (peer != null) {
            peer.close();
        }
    }
}
