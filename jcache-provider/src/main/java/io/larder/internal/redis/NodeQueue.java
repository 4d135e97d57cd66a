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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.redisson.RedissonShutdownException;

/**
 * The requests of all threads to one node. The first leaves at once; what arrives while it is under way leaves together
 * when it is back. Thread-safe.
 *
 * <p>Two kinds of shipments are not waited for: a request of many bytes, which travels alone, and one whose answer takes
 * longer than {@value #SLOW_MILLIS} ms. So a request waits for those that came before it, and for slow ones among them no
 * longer than that and one look at the clock. Requests of one thread about one entry keep their order: the later one waits
 * until the earlier one is back, whatever else may go ahead.
 */
final class NodeQueue {

    /** More were no faster: with one, more requests share a trip, and all do with less work. See ADR 8. */
    private static final int MOST_UNDER_WAY = 1;

    static final int SLOW_MILLIS = 20;
    private static final int LOOK_MILLIS = 10;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(SLOW_MILLIS);
    private static final int MOST_BESIDE = 8;

    private final Link link;
    private final Masters masters;
    private final ScheduledExecutorService scheduler;
    private final long timeoutNanos;

    private final Queue<Request<?>> waiting = new ConcurrentLinkedQueue<>();
    private final Set<Shipment> underWay = ConcurrentHashMap.newKeySet();
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicBoolean loading = new AtomicBoolean();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile @Nullable Future<?> nextLook;
    private volatile boolean closed;

    /** What may not leave yet, in the order in which it came; only who is loading changes it. */
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
            leave();
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
        RedissonShutdownException reason = Link.closing();
        heldBack.forEach(request -> request.fail(reason));
        waiting.forEach(request -> request.fail(reason)); // taken out by who is loading, or by nobody
    }

    // --- leaving and landing ---------------------------------------------------------------------------------------

    /** Sends what can leave. One thread does; what comes up meanwhile, it sees before it goes. */
    private void leave() {
        while (somethingCanLeave() && loading.compareAndSet(false, true)) {
            try {
                for (Shipment next = load(); !next.isEmpty(); next = load()) {
                    send(next);
                }
            } finally {
                loading.set(false);
            }
        }
    }

    private void send(Shipment next) {
        underWay.add(next);
        if (next.isLarge()) {
            next.stopCounting();
        } else {
            counted.incrementAndGet();
        }
        try {
            next.send(link, masters, this::landed);
        } catch (RuntimeException e) {
            next.fail(e); // or its place would never be free again
            landed(next);
        }
        watch();
    }

    private void landed(Shipment shipment) {
        underWay.remove(shipment);
        if (shipment.stopCounting()) {
            counted.decrementAndGet();
        }
        leave();
    }

    private boolean hasRoom() {
        return counted.get() < MOST_UNDER_WAY;
    }

    private boolean somethingCanLeave() {
        return hasRoom() && (!waiting.isEmpty() || heldBackCanLeave());
    }

    /** Takes from the queue what can leave together; empty if nothing can. */
    private Shipment load() {
        Shipment next = new Shipment();
        if (!hasRoom()) {
            return next;
        }
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

    /** What is held back can leave when what it waits for has landed. */
    private boolean heldBackCanLeave() {
        List<Request<?>> staying = new ArrayList<>(0);
        for (Request<?> request : heldBack) {
            if (!mustWait(request) && !mustFollow(staying, request)) {
                return true;
            }
            staying.add(request);
        }
        return false;
    }

    private boolean mustWait(Request<?> request) {
        if (request.bytes() >= Shipment.LARGE_BYTES && underWay.size() - counted.get() >= MOST_BESIDE) {
            return true;
        }
        for (Shipment shipment : underWay) {
            if (shipment.precedes(request)) {
                return true;
            }
        }
        return false;
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
            if (!underWay.isEmpty()) {
                watch();
            }
        }
    }

    private void lookAt(long now) {
        for (Shipment shipment : underWay) {
            shipment.expire(now, timeoutNanos);
            boolean othersMayPass = underWay.size() - counted.get() < MOST_BESIDE && shipment.isSlow(now, SLOW_NANOS);
            if (othersMayPass && shipment.stopCounting()) {
                counted.decrementAndGet();
            }
        }
        heldBack.forEach(request -> request.expire(now, timeoutNanos));
        waiting.forEach(request -> request.expire(now, timeoutNanos));
        leave();
    }
}
