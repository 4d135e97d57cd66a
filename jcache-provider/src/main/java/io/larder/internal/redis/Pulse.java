package io.larder.internal.redis;

import io.larder.LarderHealth.Servers;
import io.larder.LarderHealth.State;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.redisson.connection.MasterSlaveEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the masters of a connection whether they are there, once a second from the first time that somebody wants to know.
 * Each question travels alone, on a connection of the pool, and has the timeout of every command; there is one under way
 * per master. Thread-safe; nobody waits.
 */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);
    private static final int INTERVAL_MILLIS = 1_000;

    private final Masters masters;
    private final ScheduledExecutorService scheduler;
    private final Duration timeout;
    private final Map<MasterSlaveEntry, Master> asked = new ConcurrentHashMap<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile Picture picture = new Picture(State.UP, System.nanoTime(), 0, 0);

    private record Picture(State state, long sinceNanos, int masters, int answering) {}

    Pulse(Masters masters, ScheduledExecutorService scheduler, Duration timeout) {
        this.masters = masters;
        this.scheduler = scheduler;
        this.timeout = timeout;
    }

    /** Begins to ask, if nobody has begun. */
    void start() {
        if (!started.compareAndSet(false, true)) {
            return;
        }
        int known = masters.all().size();
        picture = new Picture(State.UP, System.nanoTime(), known, known);
        try {
            Future<?> unused = scheduler.scheduleWithFixedDelay(this::ask, 0, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.trace("The connection is closing", e);
        }
    }

    /** Returns what is known. */
    Servers servers(String name) {
        Picture current = picture;
        return new Servers(
                name,
                current.state,
                Duration.ofNanos(System.nanoTime() - current.sinceNanos),
                current.masters,
                current.answering);
    }

    /** Fails what is under way. */
    void close() {
        asked.values().forEach(master -> master.link.close());
    }

    private void ask() {
        try {
            Collection<MasterSlaveEntry> all = masters.all();
            asked.keySet().retainAll(all);
            all.forEach(entry -> asked.computeIfAbsent(entry, Master::new).ask());
            look();
        } catch (RuntimeException e) {
            LOG.debug("Asking the masters failed; it is tried again", e); // or the scheduler would never try again
        }
    }

    private synchronized void look() {
        Collection<Master> all = asked.values();
        int answering = (int) all.stream().filter(Master::answers).count();
        State state = state(all, answering);
        Picture before = picture;
        if (state != before.state) {
            LOG.debug("{} of {} masters answer: {}", answering, all.size(), state);
        }
        long since = state == before.state ? before.sinceNanos : System.nanoTime();
        picture = new Picture(state, since, all.size(), answering);
    }

    private static State state(Collection<Master> all, int answering) {
        if (!all.isEmpty() && answering == all.size()) {
            return State.UP;
        }
        return all.stream().allMatch(master -> master.failed) ? State.DOWN : State.DEGRADED;
    }

    /** One master, and how it answered. */
    private final class Master {

        private final Link link;
        private @Nullable Future<?> question;
        private volatile boolean failed;
        private volatile boolean late;

        private Master(MasterSlaveEntry entry) {
            link = new Link(masters, entry, false, timeout);
        }

        private boolean answers() {
            return !failed && !late;
        }

        /** Only the scheduler's thread asks. */
        private void ask() {
            if (question != null && !question.isDone()) {
                late = true;
                return;
            }
            Command<String> ping = Command.ping();
            question = ping.answer().whenComplete((pong, failure) -> {
                late = false;
                failed = failure != null && !Failures.isRefusal(failure);
                look();
            });
            link.send(List.of(ping));
        }
    }
}
