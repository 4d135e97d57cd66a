package io.larder.internal.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;

/**
 * The requests of all threads to one node. The first leaves at once; what arrives while it is under way leaves together
 * when it is back. Thread-safe.
 *
 * <p>One shipment is under way at a time, so requests of one thread about one entry keep their order. Two things may take
 * a connection of their own beside it, and then only requests that they must not be overtaken by wait for them: a request
 * of many bytes, and a shipment whose answer takes longer than {@value #SLOW_MILLIS} ms. So a request waits for those that
 * came before it, and for a slow one among them no longer than that and one look at the clock.
 */
final class NodeQueue {

    static final int SLOW_MILLIS = 20;
    private static final int LOOK_MILLIS = 10;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS);
    private static final int MOST_BESIDE = 8;

    private final Link link;
    private final Masters masters;
    private final ScheduledExecutorService scheduler;
    private final long timeoutNanos;

    private final Queue<Request<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Shipment> beside = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean turnTaken = new AtomicBoolean();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile @Nullable Shipment underWay;
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean closed;

    /** What may not leave yet, in the order in which it came; only whose turn it is changes it. */
    private final Queue<Request<?>> heldBack = new ConcurrentLinkedQueue<>();

    NodeQueue(Link link, Masters masters, ScheduledExecutorService scheduler, Duration timeout) {
        this.link = link;
        this.masters = masters;
        this.scheduler = scheduler;
        timeoutNanos = timeout.toNanos();
    }

    void add(Request<?> request) {
        waiting.add(request);
        if (closed) {
            failWaiting();
        } else {
            leaveIfFree();
        }
    }

    /** Fails what has not left yet. */
    void close() {
        closed = true;
        failWaiting();
        Future<?> look = nextLook;
        if (look != null) {
            look.cancel(false);
        }
    }

    private void failWaiting() {
        RedissonShutdownException reason = new RedissonShutdownException("The connection is closed");
        heldBack.forEach(request -> request.fail(reason));
        waiting.forEach(request -> request.fail(reason)); // taken out by whose turn it is, or by nobody
    }

    // --- taking turns ----------------------------------------------------------------------------------------------

    private void leaveIfFree() {
        if (!turnTaken.get() && turnTaken.compareAndSet(false, true)) {
            leave();
        }
    }

    /** Called by whose turn it is: sends what waits, and hands the turn to the shipment, or gives it back. */
    private void leave() {
        for (; ; ) {
            Shipment next = load();
            if (next.isEmpty()) {
                turnTaken.set(false);
                if (nothingCanLeave() || !turnTaken.compareAndSet(false, true)) {
                    return;
                }
            } else if (next.isLarge()) {
                sendBeside(next);
            } else {
                underWay = next;
                if (next.send(link, masters, overtaken -> landed(next, overtaken))) {
                    watch();
                    return;
                }
            }
        }
    }

    private void sendBeside(Shipment large) {
        large.overtake();
        beside.add(large);
        large.send(link, masters, overtaken -> landed(large, overtaken));
        watch();
    }

    private void landed(Shipment shipment, boolean overtaken) {
        if (overtaken) {
            beside.remove(shipment);
            leaveIfFree(); // there may be somebody who had to wait for it
        } else {
            leave();
        }
    }

    /** Takes from the queue what can leave together; empty if nothing can. */
    private Shipment load() {
        Shipment next = new Shipment();
        loadHeldBack(next);
        for (Request<?> request = waiting.peek(); request != null && next.takes(request); request = waiting.peek()) {
            waiting.remove();
            if (request.isDone()) {
                continue; // its caller has gone: what has not left never does
            }
            if (mustWait(request) || mustFollow(heldBack, request)) {
                heldBack.add(request);
            } else {
                next.load(request);
            }
        }
        return next;
    }

    private void loadHeldBack(Shipment next) {
        List<Request<?>> staying = new ArrayList<>(0);
        for (Iterator<Request<?>> held = heldBack.iterator(); held.hasNext(); ) {
            Request<?> request = held.next();
            if (request.isDone()) {
                held.remove();
            } else if (mustWait(request) || !next.takes(request) || mustFollow(staying, request)) {
                staying.add(request);
            } else {
                held.remove();
                next.load(request);
            }
        }
    }

    /** What is held back can leave when what it waits for has landed, be that while this was looking elsewhere. */
    private boolean nothingCanLeave() {
        if (!waiting.isEmpty()) {
            return false;
        }
        List<Request<?>> staying = new ArrayList<>(0);
        for (Request<?> request : heldBack) {
            if (!mustWait(request) && !mustFollow(staying, request)) {
                return false;
            }
            staying.add(request);
        }
        return true;
    }

    private boolean mustWait(Request<?> request) {
        if (beside.isEmpty()) {
            return false;
        }
        return (request.bytes() >= Shipment.LARGE_BYTES && beside.size() >= MOST_BESIDE)
                || beside.stream().anyMatch(shipment -> shipment.precedes(request));
    }

    private static boolean mustFollow(Collection<Request<?>> earlier, Request<?> request) {
        return !earlier.isEmpty() && earlier.stream().anyMatch(request::mustKeepOrderWith);
    }

    // --- looking at the clock --------------------------------------------------------------------------------------

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            lookLater();
        }
    }

    private void lookLater() {
        try {
            nextLook = scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            close(); // the connection is closing; what is under way ends with it
        }
    }

    private void look() {
        try {
            lookAt(System.nanoTime());
        } finally {
            watched.set(false);
            if (turnTaken.get() || !beside.isEmpty()) {
                watch();
            }
        }
    }

    private void lookAt(long now) {
        Shipment current = underWay;
        if (current != null) {
            if (!waiting.isEmpty() && beside.size() < MOST_BESIDE && current.isSlow(now, SLOW_NANOS)) {
                goAheadOf(current);
            }
            current.expire(now, timeoutNanos);
        }
        beside.forEach(shipment -> shipment.expire(now, timeoutNanos));
        heldBack.forEach(request -> request.expire(now, timeoutNanos));
        waiting.forEach(request -> request.expire(now, timeoutNanos));
    }

    private void goAheadOf(Shipment slow) {
        beside.add(slow);
        if (slow.overtake()) {
            leave();
        } else {
            beside.remove(slow);
        }
    }
}
