package io.larder.testing;

import io.larder.testing.TcpRelay.Direction;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** One connection of a client through a {@link TcpRelay}. Thread-safe. */
public final class RelayedConnection {

    private final Socket client;
    private final Socket server;
    private final RelayedFlow requests;
    private final RelayedFlow replies;

    RelayedConnection(Socket client, Socket server, Inspector inspector) {
        this.client = client;
        this.server = server;
        requests = new RelayedFlow(Direction.REQUESTS, (flow, bytes) -> inspector.look(this, flow, bytes));
        replies = new RelayedFlow(Direction.REPLIES, (flow, bytes) -> inspector.look(this, flow, bytes));
    }

    /** Looks at bytes before they are passed on. */
    @FunctionalInterface
    interface Inspector {
        void look(RelayedConnection connection, RelayedFlow flow, byte[] bytes);
    }

    /** What has to run, each on a thread of its own, as long as the connection lasts. */
    List<Runnable> tasks() {
        return List.of(
                () -> orCut(() -> requests.fill(client.getInputStream())),
                () -> orCut(() -> requests.drain(server.getOutputStream(), server::shutdownOutput)),
                () -> orCut(() -> replies.fill(server.getInputStream())),
                () -> orCut(() -> replies.drain(client.getOutputStream(), this::cut)));
    }

    private interface Task {
        void run() throws IOException;
    }

    private void orCut(Task task) {
        try {
            task.run();
        } catch (IOException e) {
            cut();
        }
    }

    /** How many bytes have passed in a direction, all that the other end can have seen among them. */
    public long passedBytes(Direction direction) {
        return flow(direction).passedBytes();
    }

    /** How many bytes have come in a direction, passed on or not; a relay takes in a few hundred kB, not more. */
    public long arrivedBytes(Direction direction) {
        return flow(direction).arrivedBytes();
    }

    /** Passes nothing on in a direction that has not been passed on yet. */
    public void hold(Direction direction) {
        flow(direction).hold(true);
    }

    /** Passes on again what was held, and what comes. */
    public void release(Direction direction) {
        flow(direction).hold(false);
    }

    /** Lets bytes that come from now on arrive so much later. */
    public void delay(Direction direction, Duration delay) {
        flow(direction).delay(delay);
    }

    /**
     * Loses a share of the messages that the server publishes to this connection, from now on. Nothing that comes in pieces
     * may be on its way.
     *
     * @param share from 0 to 1
     * @return what counts them
     */
    public MessageLoss loseMessages(double share) {
        MessageLoss loss = new MessageLoss(share);
        replies.filter(loss::filter);
        return loss;
    }

    /** Closes both ends at once; what has not been passed on is lost. */
    public void cut() {
        requests.abandon();
        replies.abandon();
        close(client);
        close(server);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket could not be closed", e);
        }
    }

    /** Returns whether the client may still get an answer. */
    public boolean isOpen() {
        return !client.isClosed();
    }

    /** Returns whether nothing more will come in a direction: that end has closed, or the connection was cut. */
    public boolean hasEnded(Direction direction) {
        return flow(direction).hasEnded();
    }

    private RelayedFlow flow(Direction direction) {
        return direction == Direction.REQUESTS ? requests : replies;
    }
}
