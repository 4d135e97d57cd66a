package io.larder.internal.redis;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one connection: daemons that carry the class loader of Larder, never that of the application whose
 * call happened to start them, nor its inheritable thread locals. What they inherit without being asked is the access
 * control context of that call, until Java 24; so they must not outlive the connection.
 */
final class ClientThreads {

    private static final int FEWEST_EVENT_LOOPS = 2;
    private static final int MOST_EVENT_LOOPS = 8;
    private static final int PROCESSORS_PER_EVENT_LOOP = 4;

    /** Events are handed on at once to the executors of the caches: a thread that works, and one while it is held up. */
    private static final int CALLBACK_THREADS = 2;

    private static final long CLOSE_SECONDS = 5;

    private final String name;
    private final ExecutorService network;
    private final ExecutorService callbacks;
    private final ScheduledThreadPoolExecutor scheduler;

    ClientThreads(String name) {
        this.name = name;
        network = Executors.newCachedThreadPool(factory("redisson-netty-"));
        callbacks = Executors.newFixedThreadPool(CALLBACK_THREADS, factory("redisson-callback-"));
        scheduler = new ScheduledThreadPoolExecutor(1, factory("larder-scheduler-"));
        scheduler.setRemoveOnCancelPolicy(true);
        scheduler.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        scheduler.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /**
     * Returns how many event loops a client should have. A loop only moves bytes between sockets and requests, encoding
     * and decoding values is the callers' own work, and concurrent requests to one Redis node go out together over one
     * connection, so that a loop per busy node is enough: two at least, so that events never wait behind requests, and
     * some more where many processors, and so probably many nodes, are kept busy. A loop has no thread before it has a
     * connection.
     *
     * @param processors how many the JVM may use
     */
    static int eventLoops(int processors) {
        return Math.max(FEWEST_EVENT_LOOPS, Math.min(processors / PROCESSORS_PER_EVENT_LOOP, MOST_EVENT_LOOPS));
    }

    /** Runs event loops; Redisson recognises threads that must not block by "redisson-netty" in their names. */
    ExecutorService network() {
        return network;
    }

    /** Runs what Redisson calls back, pub/sub listeners above all. */
    ExecutorService callbacks() {
        return callbacks;
    }

    /** Runs what happens again and again; its tasks do not block. */
    ScheduledThreadPoolExecutor scheduler() {
        return scheduler;
    }

    /** Ends all threads; to be called when the client is gone. Waits for them, but not for ever. */
    void close() {
        scheduler.shutdownNow();
        callbacks.shutdown();
        network.shutdown();
        try {
            scheduler.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            callbacks.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
            network.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ThreadFactory factory(String kind) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, kind + name + '-' + number.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(ClientThreads.class.getClassLoader());
            return thread;
        };
    }
}
