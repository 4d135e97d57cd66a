package io.larder.internal.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Requests that share a round trip to one node: at most {@value #MOST_REQUESTS}, and so many that about
 * {@value #MOST_BYTES} bytes go out or come back. Loaded by one thread, then sent.
 */
final class Shipment {

    static final int MOST_REQUESTS = 64;
    static final int MOST_BYTES = 256 << 10;

    /** A request of so many bytes travels alone, on a connection of its own, so that it holds up no small ones. */
    static final int LARGE_BYTES = 64 << 10;

    private final AtomicBoolean counts = new AtomicBoolean(true);
    private final List<Request<?>> requests = new ArrayList<>();
    private final long sinceNanos = System.nanoTime();
    private int bytes;
    private int readRequests;

    // --- loading ---------------------------------------------------------------------------------------------------

    boolean isEmpty() {
        return requests.isEmpty();
    }

    boolean isLarge() {
        return bytes >= LARGE_BYTES && requests.size() == 1;
    }

    boolean takes(Request<?> request) {
        return isEmpty()
                || (requests.size() < MOST_REQUESTS
                        && request.bytes() < LARGE_BYTES
                        && !isLarge()
                        && bytes + request.bytes() <= MOST_BYTES
                        && !isCrossedBy(request));
    }

    /** Reads and changes are different commands, so one of each about one entry would lose their order. */
    private boolean isCrossedBy(Request<?> request) {
        boolean reads = reads(request);
        if (requests.size() == (reads ? readRequests : requests.size() - readRequests)) {
            return false;
        }
        for (Request<?> other : requests) {
            if (reads != reads(other) && request.mustKeepOrderWith(other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean reads(Request<?> request) {
        return request instanceof ReadRequest || request instanceof TimedReadRequest;
    }

    void load(Request<?> request) {
        if (reads(request)) {
            readRequests++;
        }
        requests.add(request);
        bytes += request.bytes();
    }

    /** Returns whether the request must not be sent before one of these has been answered. */
    boolean precedes(Request<?> request) {
        for (Request<?> other : requests) {
            if (request.mustKeepOrderWith(other)) {
                return true;
            }
        }
        return false;
    }

    // --- on the way ------------------------------------------------------------------------------------------------

    /**
     * Sends.
     *
     * @param landed what to do when nothing of it is under way any more, before the answers are given
     */
    void send(Link link, Masters masters, Consumer<Shipment> landed) {
        link.send(commands(masters), () -> landed.accept(this));
    }

    private List<Command<?>> commands(Masters masters) {
        Map<Integer, ReadCall> reads = new LinkedHashMap<>(2);
        List<Command<?>> ttls = new ArrayList<>(0);
        Map<Integer, ChangeCall> changes = new LinkedHashMap<>(2);
        for (Request<?> request : requests) {
            int slot = request.partition().slot;
            if (request instanceof ReadRequest read) {
                reads.computeIfAbsent(slot, ReadCall::new).add(read);
            } else if (request instanceof TimedReadRequest timed) {
                reads.computeIfAbsent(slot, ReadCall::new).add(timed.entry());
                ttls.add(timed.toTtlCommand(masters));
            } else if (request instanceof ChangeRequest<?> change) {
                changes.computeIfAbsent(slot, s -> new ChangeCall()).add(change);
            }
        }
        List<Command<?>> commands = new ArrayList<>(reads.size() + ttls.size() + changes.size());
        reads.values().forEach(call -> call.addTo(commands, masters));
        commands.addAll(ttls);
        changes.values().forEach(call -> commands.add(call.toCommand(masters)));
        return commands;
    }

    /** Makes it one of those that do not count; only the first caller is told {@code true}. */
    boolean stopCounting() {
        return counts.compareAndSet(true, false);
    }

    boolean isSlow(long nowNanos, long limitNanos) {
        return nowNanos - sinceNanos > limitNanos;
    }

    void expire(long nowNanos, long timeoutNanos) {
        requests.forEach(request -> request.expire(nowNanos, timeoutNanos));
    }

    void fail(Throwable cause) {
        requests.forEach(request -> request.fail(cause));
    }
}
