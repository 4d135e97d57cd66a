package io.larder.internal.provider;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one manager: for listeners that no writer waits for; for {@code loadAll}, warm-ups and the stages of
 * asynchronous operations; for refreshes; and for the leases of loads. Thread-safe. There is none
 * while there is nothing to do, but for the one that asks a given factory for others.
 *
 * <p>All but those for leases run code of the application, with its class loader as their context class loader. They are
 * the JVM's own, or those of a factory that the application or its server brings along. None of them takes anything along
 * from the thread that happened to start it: inheritable thread locals are those of some other caller.
 *
 * <p>They are apart so that listeners that hang never keep a {@code loadAll} from starting, and loaders that hang behind the
 * backs of readers never more than each other.
 */
final class ManagerExecutors {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerExecutors.class);

    /** Enough for listeners that wait for something; a listener that hangs costs one of them, not all. */
    private static final int EVENT_THREADS = 8;

    /** A source has other things to do than to refresh; what finds no place here is asked for again by the next read. */
    private static final int REFRESH_THREADS = 8;

    private static final int WAITING_REFRESHES = 1_000;

    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_SECONDS = 2;

    private final ThreadPoolExecutor events;
    private final ThreadPoolExecutor loads;
    private final ThreadPoolExecutor refreshes;
    private final ScheduledThreadPoolExecutor scheduler;
    private final Optional<GivenThreads> given;

    /**
     * Prepares; starts no thread of the JVM's.
     *
     * @param loader the class loader of the application's classes
     * @param factory what makes the threads that run code of the application, if it is not the JVM's own
     */
    ManagerExecutors(ClassLoader loader, Optional<ThreadFactory> factory) {
        this.given = factory.map(GivenThreads::new);
        this.events = new ThreadPoolExecutor(
                EVENT_THREADS,
                EVENT_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                calling("larder-events-", loader, given),
                // After the close: the spec wants no events then.
                new ThreadPoolExecutor.DiscardPolicy());
        this.events.allowCoreThreadTimeOut(true);
        this.loads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                calling("larder-loads-", loader, given));
        this.refreshes = new ThreadPoolExecutor(
                REFRESH_THREADS,
                REFRESH_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_REFRESHES),
                calling("larder-refreshes-", loader, given));
        this.refreshes.allowCoreThreadTimeOut(true);
        this.scheduler =
                new ScheduledThreadPoolExecutor(1, threads("larder-leases-", ManagerExecutors.class.getClassLoader()));
        this.scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        this.scheduler.allowCoreThreadTimeOut(true);
        this.scheduler.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory threads(String prefix, ClassLoader loader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
    }

    /** Threads that run code of the application. */
    private static ThreadFactory calling(String prefix, ClassLoader loader, Optional<GivenThreads> given) {
        ThreadFactory own = threads(prefix, loader);
        return given.<ThreadFactory>map(threads -> task -> {
                    Thread thread = made(threads, within(loader, task));
                    return thread == null ? own.newThread(task) : thread;
                })
                .orElse(own);
    }

    /** A server may refuse when the application stops; what is still to be called is called nevertheless. */
    private static @Nullable Thread made(GivenThreads given, Runnable task) {
        try {
            return given.newThread(task);
        } catch (RuntimeException e) {
            LOG.warn(
                    "The configured thread factory made no thread; one of the JVM's takes its place: {}", e.toString());
            return null;
        }
    }

    /** A server gives its threads the class loader of its choice just before they run. */
    private static Runnable within(ClassLoader loader, Runnable task) {
        return () -> {
            Thread.currentThread().setContextClassLoader(loader);
            task.run();
        };
    }

    Executor events() {
        return events;
    }

    Executor loads() {
        return loads;
    }

    /** Returns where entries are refreshed; refuses what is too much. */
    Executor refreshes() {
        return refreshes;
    }

    /** Returns what keeps leases alive while loaders run; it runs nothing of the application. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Lets what runs end, but not for long: a listener that hangs is interrupted. */
    void close() {
        close(events);
        close(loads);
        refreshes.getQueue().clear();
        close(refreshes);
        scheduler.shutdownNow();
        given.ifPresent(GivenThreads::close);
    }

    private static void close(ThreadPoolExecutor executor) {
        executor.shutdown();
        try {
            if (executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor.shutdownNow();
    }
}
