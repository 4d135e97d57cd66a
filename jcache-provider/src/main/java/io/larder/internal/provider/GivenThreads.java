package io.larder.internal.provider;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a factory that was given to the manager, which is asked for them on one of its own threads. Some servers
 * give a thread the context of whoever asks for it, WildFly for one, and often that is a thread of Larder's or of its
 * client's, which has none. The thread that asks is made by the one that opens the manager, and has its context.
 * Thread-safe.
 */
final class GivenThreads implements ThreadFactory, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(GivenThreads.class);

    private final ThreadFactory factory;
    private final ThreadPoolExecutor asking;

    /** Starts the thread that asks; if the factory refuses, it is asked for that again later. */
    GivenThreads(ThreadFactory factory) {
        this.factory = factory;
        this.asking = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::make);
        try {
            asking.prestartCoreThread();
        } catch (RuntimeException e) {
            LOG.debug("The configured thread factory makes no thread yet", e);
        }
    }

    private Thread make(Runnable task) {
        Thread thread = factory.newThread(task);
        if (thread == null) {
            throw new IllegalStateException("The configured thread factory returned null");
        }
        return thread;
    }

    /**
     * {@inheritDoc}
     *
     * @throws RuntimeException if the factory makes none
     */
    @Override
    public Thread newThread(Runnable task) {
        return CompletableFuture.supplyAsync(() -> make(task), asking).join();
    }

    /** Ends the thread that asks, and none of the others. Whoever waits for a thread still gets it. */
    @Override
    public void close() {
        asking.shutdown();
    }
}
