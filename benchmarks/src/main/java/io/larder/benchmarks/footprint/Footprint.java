package io.larder.benchmarks.footprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Measures what a client costs the JVM that it is loaded into, and prints one line of CSV. Each run wants a fresh JVM,
 * and a server that nobody else uses: {@code Footprint larder|redisson|lettuce redis://127.0.0.1:6379}.
 *
 * <p>Times include loading the classes. Threads are those that this program did not start itself.
 */
public final class Footprint {

    /** The names of what is printed. */
    static final String HEADER =
            "client,first_put_and_get_ms,cpu_ms_until_then,threads_then,threads_after_load,classes,heap_kb,connections,"
                    + "close_ms,threads_after_close";

    private static final int THREADS = 8;
    private static final int OPERATIONS = 1000;

    private Footprint() {}

    /**
     * Runs one measurement.
     *
     * @param args {@code header} alone for the names of the columns, or a candidate and the address of a server
     * @throws Exception if anything fails
     */
    public static void main(String[] args) throws Exception {
        long start = System.nanoTime();
        if (args.length == 1 && args[0].equals("header")) {
            System.out.println(HEADER);
            return;
        }
        int threadsBefore = threads();
        Client client = connect(args[0], args[1]);
        client.put("first", "value");
        check(client.get("first"), "value");
        long firstMillis = millisSince(start);
        long cpuMillis = cpuMillis();
        int threadsThen = threads() - threadsBefore;
        load(client);
        int threadsAfter = threads() - threadsBefore;
        long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
        long heap = heapKilobytes();
        int connections = connections(URI.create(args[1]));
        long closing = System.nanoTime();
        client.close();
        long closeMillis = millisSince(closing);
        System.out.println(args[0]
                + ','
                + firstMillis
                + ','
                + cpuMillis
                + ','
                + threadsThen
                + ','
                + threadsAfter
                + ','
                + classes
                + ','
                + heap
                + ','
                + connections
                + ','
                + closeMillis
                + ','
                + (threads() - threadsBefore));
    }

    private static Client connect(String candidate, String address) {
        return switch (candidate) {
            case "larder" -> JCacheClient.ofLarder(address);
            case "redisson" -> JCacheClient.ofRedisson(address);
            case "lettuce" -> new LettuceClient(address);
            default ->
                throw new IllegalArgumentException(
                        "There is no candidate \"" + candidate + "\": larder, redisson or lettuce.");
        };
    }

    private static void load(Client client) throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        List<Callable<Void>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            String prefix = thread + ":";
            tasks.add(() -> {
                for (int i = 0; i < OPERATIONS / THREADS / 2; i++) {
                    client.put(prefix + i, "value " + i);
                    check(client.get(prefix + i), "value " + i);
                }
                return null;
            });
        }
        for (Future<Void> done : callers.invokeAll(tasks)) {
            done.get();
        }
        callers.shutdown();
        while (!callers.isTerminated()) {
            Thread.onSpinWait();
        }
    }

    private static void check(String found, String expected) {
        if (!expected.equals(found)) {
            throw new IllegalStateException("Read " + found + " where " + expected + " was written.");
        }
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Of the whole JVM since it began; says more than the time where the machine has other work. */
    private static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    private static long heapKilobytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024;
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** Asks the server past any client; does not count the connection that asks. */
    private static int connections(URI server) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write("CLIENT LIST\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            try (InputStream in = socket.getInputStream()) {
                String answer = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
                return (int) answer.lines()
                                .filter(line -> line.startsWith("id="))
                                .count()
                        - 1;
            }
        }
    }
}
