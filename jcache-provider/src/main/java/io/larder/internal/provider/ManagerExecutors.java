package io.larder.internal.provider;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one manager: for listeners that no writer waits for; for {@code loadAll}, warm-ups and the stages of
 * asynchronous operations; for refreshes; and for the leases of loads. Thread-safe. There is none
 * while there is nothing to do.
 *
 * <p>They are apart so that listeners that hang never keep a {@code loadAll} from starting, and loaders that hang behind the
 * backs of readers never more than each other.
 */
final class ManagerExecutors {

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

    ManagerExecutors(ClassLoader loader) {
        this.events = new ThreadPoolExecutor(
                EVENT_THREADS,
                EVENT_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads("larder-events-", loader),
                // After the close: the spec wants no events then.
                new ThreadPoolExecutor.DiscardPolicy());
        this.events.allowCoreThreadTimeOut(true);
        this.loads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                threads("larder-loads-", loader));
        this.refreshes = new ThreadPoolExecutor(
                REFRESH_THREADS,
                REFRESH_THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING_REFRESHES),
                threads("larder-refreshes-", loader));
        this.refreshes.allowCoreThreadTimeOut(true);
        this.scheduler = new ScheduledThreadPoolExecutor(1, threads("larder-leases-", loader));
        this.scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        this.scheduler.allowCoreThreadTimeOut(true);
        this.scheduler.setRemoveOnCancelPolicy(true);
    }

    private static ThreadFactory threads(String prefix, ClassLoader loader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
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
