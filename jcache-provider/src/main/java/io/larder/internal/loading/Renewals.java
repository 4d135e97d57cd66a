package io.larder.internal.loading;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls what renews leases, once in a period for each of them, by one timer that runs only while there are any. Thread-safe.
 *
 * <p>Most leases end long before they would be renewed. A timer for each would wake the scheduler's thread for each; one for
 * all lets them come and go without it.
 */
final class Renewals {

    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    /** A lease begins somewhere between two ticks, and is renewed at every second one after that. */
    private static final int TICKS_PER_PERIOD = 2;

    private final ScheduledExecutorService scheduler;
    private final long tickMillis;
    private final Set<Renewed> all = ConcurrentHashMap.newKeySet();

    /** Changed under the lock; {@code null} while it does not run. */
    private volatile @Nullable Future<?> timer;

    /** Written by the timer alone. */
    private volatile long ticks;

    /**
     * Prepares.
     *
     * @param periodMillis no lease waits longer to be renewed, nor is it renewed more often but for the first time
     */
    Renewals(ScheduledExecutorService scheduler, long periodMillis) {
        this.scheduler = scheduler;
        this.tickMillis = Math.max(periodMillis / TICKS_PER_PERIOD, 1);
    }

    /** Something that is renewed until it is ended. */
    private final class Renewed implements Leases.Renewal {

        private final Runnable renewing;
        private final long begun;
        private boolean ended;

        private Renewed(Runnable renewing, long begun) {
            this.renewing = renewing;
            this.begun = begun;
        }

        private synchronized void tick(long tick) {
            if (ended || (tick - begun) % TICKS_PER_PERIOD != 0) {
                return;
            }
            try {
                renewing.run();
            } catch (RuntimeException e) { // the others' leases are to be renewed all the same
                log.debug("A lease cannot be renewed any more; it ends by itself", e);
                end();
            }
        }

        @Override
        public synchronized void end() {
            ended = true;
            all.remove(this);
        }
    }

    /**
     * Begins to renew a lease.
     *
     * @param renewing called again and again, in the scheduler's thread, and brief; never after the renewal was ended
     */
    Leases.Renewal begin(Runnable renewing) {
        Renewed renewed = new Renewed(renewing, ticks);
        all.add(renewed);
        if (timer == null) {
            start();
        }
        return renewed;
    }

    private synchronized void start() {
        if (timer != null) {
            return;
        }
        try {
            timer = scheduler.scheduleAtFixedRate(this::tick, tickMillis, tickMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("The manager is closed: leases are not renewed any more, and end by themselves", e);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    private void tick() {
        long tick = ++ticks;
        all.forEach(each -> each.tick(tick));
        if (isNobodyThere()) {
            stop();
        }
    }

    /** Who comes meanwhile sees either that the timer does not run, or is seen. */
    private synchronized void stop() {
        Future<?> running = timer;
        if (running != null) {
            running.cancel(false);
        }
        timer = null;
        if (!isNobodyThere()) {
            start();
        }
    }

    /** Not by a count, which adds up what comes and goes meanwhile to something that never was. */
    private boolean isNobodyThere() {
        return !all.iterator().hasNext();
    }
}
