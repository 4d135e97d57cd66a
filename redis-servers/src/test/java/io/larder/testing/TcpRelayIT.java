package io.larder.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.testing.TcpRelay.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a relay passes on and what not, before a server that says back what it is told. */
class TcpRelayIT {

    private static final int LIMIT_MILLIS = 10_000;
    private static final int NOT_COMING_MILLIS = 100;

    private ServerSocket server;
    private TcpRelay relay;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> {
            for (; ; ) {
                Socket accepted = server.accept();
                daemon(() -> {
                    try (accepted) {
                        accepted.getInputStream().transferTo(accepted.getOutputStream());
                    }
                });
            }
        });
        relay = TcpRelay.to("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        server.close();
    }

    @Test
    void relay_nothingTold_passesAllOnAndCounts() throws Exception {
        byte[] much = new byte[3 << 20];
        new Random(1).nextBytes(much);
        try (Socket client = connect()) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, much));
            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            sent.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(relay.connections().get(0).hasEnded(Direction.REQUESTS)).isFalse();
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(relay.connections().get(0).hasEnded(Direction.REQUESTS)).isTrue();
        }
        try (Socket second = connect()) {
            assertThat(ask(second, "x")).isEqualTo("x");
        }
        assertThat(relay.connections()).hasSize(2);
        assertThat(relay.connections().get(0).passedBytes(Direction.REQUESTS)).isEqualTo(much.length);
        assertThat(relay.passedBytes(Direction.REQUESTS)).isEqualTo(much.length + 1L);
    }

    @Test
    void hold_all_nothingPassesUntilReleased() throws Exception {
        try (Socket before = connect()) {
            assertThat(ask(before, "a")).isEqualTo("a");
            relay.hold(Direction.REPLIES);
            try (Socket after = connect()) {
                send(before, "b".getBytes(US_ASCII));
                send(after, "c".getBytes(US_ASCII));
                assertNothingComes(before);
                assertNothingComes(after);
                assertThat(relay.passedBytes(Direction.REQUESTS)).isEqualTo(3);
                relay.release(Direction.REPLIES);
                assertThat(read(before, 1)).isEqualTo("b");
                assertThat(read(after, 1)).isEqualTo("c");
            }
        }
    }

    @Test
    void holdAtText_oneConnection_othersGoOn() throws Exception {
        CompletableFuture<RelayedConnection> found = relay.holdAtText(Direction.REQUESTS, "needle", Direction.REQUESTS);
        try (Socket held = connect();
                Socket other = connect()) {
            assertThat(ask(held, "hay")).isEqualTo("hay");
            assertThat(ask(other, "need")).isEqualTo("need");
            send(held, "more needles".getBytes(US_ASCII));
            RelayedConnection connection = found.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(connection.passedBytes(Direction.REQUESTS)).isEqualTo(3);
            assertNothingComes(held);
            assertThat(ask(other, "a needle")).isEqualTo("a needle");
            connection.release(Direction.REQUESTS);
            assertThat(read(held, 12)).isEqualTo("more needles");
        }
    }

    @Test
    void holdAtText_inTwoPieces_isFound() throws Exception {
        CompletableFuture<RelayedConnection> found = relay.holdAtText(Direction.REQUESTS, "needle", Direction.REPLIES);
        try (Socket client = connect()) {
            assertThat(ask(client, "nee")).isEqualTo("nee");
            send(client, "dles".getBytes(US_ASCII));
            RelayedConnection connection = found.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertNothingComes(client);
            assertThat(connection.passedBytes(Direction.REQUESTS)).isEqualTo(7);
            connection.release(Direction.REPLIES);
            assertThat(read(client, 4)).isEqualTo("dles");
        }
    }

    @Test
    void holdAtBytes_muchComes_stopsAboutThere() throws Exception {
        CompletableFuture<RelayedConnection> found = relay.holdAtBytes(Direction.REQUESTS, 50_000, Direction.REQUESTS);
        try (Socket client = connect()) {
            assertThat(ask(client, "little")).isEqualTo("little");
            byte[] much = new byte[200_000];
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, much));
            RelayedConnection connection = found.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(connection.passedBytes(Direction.REQUESTS)).isLessThan(50_006);
            connection.release(Direction.REQUESTS);
            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            sent.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void delay_replies_comeLaterButNotOneAfterTheOther() throws Exception {
        try (Socket client = connect()) {
            assertThat(ask(client, "a")).isEqualTo("a");
            relay.delay(Direction.REPLIES, Duration.ofSeconds(1)); // far more than an answer takes on a busy machine
            long start = System.nanoTime();
            byte[] much = new byte[512 << 10];
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(client, much));
            assertThat(client.getInputStream().readNBytes(1)).hasSize(1);
            assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.SECONDS.toNanos(1));
            client.getInputStream().readNBytes(much.length - 1);
            sent.get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10)); // not 32 times 1 s
            relay.delay(Direction.REPLIES, Duration.ZERO);
            assertThat(ask(client, "x")).isEqualTo("x");
        }
    }

    @Test
    void loseMessages_share_losesWholeMessagesAndNothingElse() throws Exception {
        String message = "*3\r\n$7\r\nmessage\r\n$2\r\nab\r\n$4\r\n\r\n*3\r\n";
        String other = "*3\r\n$9\r\nsubscribe\r\n$2\r\nab\r\n:1\r\n+OK\r\n$-1\r\n*0\r\n";
        try (Socket client = connect()) {
            assertThat(ask(client, "+OK\r\n")).isEqualTo("+OK\r\n");
            MessageLoss loss = relay.connections().get(0).loseMessages(0.3);

            send(client, ((message + other).repeat(1000) + "+end\r\n").getBytes(US_ASCII));

            client.shutdownOutput();
            String passed = new String(client.getInputStream().readAllBytes(), US_ASCII);
            assertThat(loss.lost()).isBetween(200L, 400L);
            assertThat(loss.passed()).isEqualTo(1000 - loss.lost());
            assertThat(passed.split(Pattern.quote(other), -1)).hasSize(1001);
            assertThat(passed.replace(other, "")).isEqualTo(message.repeat((int) loss.passed()) + "+end\r\n");
        }
    }

    @Test
    void cut_heldConnection_endsAndNewOnesAreLetIn() throws Exception {
        relay.hold(Direction.REPLIES);
        try (Socket client = connect()) {
            send(client, "x".getBytes(US_ASCII));
            assertNothingComes(client);
            relay.cut();
            assertThatThrownBy(() -> {
                        if (client.getInputStream().read() < 0) {
                            throw new IOException("the end");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(SocketTimeoutException.class);
        }
        relay.release(Direction.REPLIES);
        assertThat(relay.connections().get(0).isOpen()).isFalse();
        try (Socket next = connect()) {
            assertThat(ask(next, "y")).isEqualTo("y");
        }
    }

    @Test
    void close_nobodyIsLetIn() {
        relay.close();
        assertThatThrownBy(() -> {
                    try (Socket late = connect()) { // the system may still take it, but nobody answers it
                        send(late, "x".getBytes(US_ASCII));
                        if (late.getInputStream().read() < 0) {
                            throw new IOException("the end");
                        }
                    } catch (UncheckedIOException e) {
                        throw e.getCause();
                    }
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(SocketTimeoutException.class);
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(relay.host(), relay.port());
        client.setSoTimeout(LIMIT_MILLIS);
        return client;
    }

    private static String ask(Socket client, String text) throws IOException {
        send(client, text.getBytes(US_ASCII));
        return read(client, text.length());
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), US_ASCII);
    }

    private static void assertNothingComes(Socket client) throws IOException {
        client.setSoTimeout(NOT_COMING_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        client.setSoTimeout(LIMIT_MILLIS);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                Thread.currentThread().interrupt(); // the other side has gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
