package io.larder.testing;

import io.larder.testing.TcpRelay.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One direction of a relayed connection: one thread fills it, another drains it. Thread-safe. */
final class RelayedFlow {

    private static final int PIECE_BYTES = 16 << 10;
    private static final int MOST_PIECES = 16;

    private final Direction direction;
    private final BiConsumer<RelayedFlow, byte[]> inspector;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private boolean held;
    private boolean ended;
    private boolean abandoned;
    private Duration delay = Duration.ZERO;
    private long arrivedBytes;
    private long passedBytes;
    private byte[] lastPassed = {};
    private volatile UnaryOperator<byte[]> filter = UnaryOperator.identity();

    RelayedFlow(Direction direction, BiConsumer<RelayedFlow, byte[]> inspector) {
        this.direction = direction;
        this.inspector = inspector;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] bytes, long dueNanos) {}

    /** What to look out for before bytes are passed on; asked by the thread that passes them on. */
    @FunctionalInterface
    interface Watch {

        boolean matches(RelayedConnection connection, RelayedFlow flow, byte[] next);

        /** Finds the bytes of a text in one piece or over the border of two. */
        static Watch forText(byte[] wanted) {
            return (connection, flow, next) -> {
                byte[] last = flow.lastPassed;
                byte[] tail = Arrays.copyOfRange(last, Math.max(0, last.length - wanted.length + 1), last.length);
                byte[] both = Arrays.copyOf(tail, tail.length + next.length);
                System.arraycopy(next, 0, both, tail.length, next.length);
                return contains(both, wanted);
            };
        }

        private static boolean contains(byte[] bytes, byte[] wanted) {
            for (int at = 0; at + wanted.length <= bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return true;
                }
            }
            return false;
        }
    }

    Direction direction() {
        return direction;
    }

    // --- passing on ------------------------------------------------------------------------------------------------

    /** Takes in what comes until it ends. */
    void fill(InputStream in) throws IOException {
        byte[] buffer = new byte[PIECE_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            put(Arrays.copyOf(buffer, count));
        }
        change(() -> ended = true);
    }

    private void put(byte[] bytes) throws IOException {
        lock.lock();
        try {
            while (pieces.size() == MOST_PIECES && !abandoned) {
                await(Long.MAX_VALUE);
            }
            pieces.add(new Piece(bytes, System.nanoTime() + delay.toNanos()));
            arrivedBytes += bytes.length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Passes on what was taken in until it ends. */
    void drain(OutputStream out, EndOfFlow end) throws IOException {
        for (Piece next = take(); next != null; next = take()) {
            inspector.accept(this, next.bytes());
            if (!mayPass(next.dueNanos())) {
                return;
            }
            byte[] passing = filter.apply(next.bytes());
            passed(passing); // before the other end can answer: whoever has the answer finds the request counted
            out.write(passing);
        }
        if (mayPass(System.nanoTime())) {
            end.run();
        }
    }

    /** Passes on that nothing comes any more. */
    interface EndOfFlow {
        void run() throws IOException;
    }

    private @Nullable Piece take() throws IOException {
        lock.lock();
        try {
            while (pieces.isEmpty() && !ended && !abandoned) {
                await(Long.MAX_VALUE);
            }
            Piece next = abandoned ? null : pieces.poll();
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until what is due may go. */
    private boolean mayPass(long dueNanos) throws IOException {
        lock.lock();
        try {
            for (long early = dueNanos - System.nanoTime();
                    (held || early > 0) && !abandoned;
                    early = dueNanos - System.nanoTime()) {
                await(held ? Long.MAX_VALUE : early);
            }
            return !abandoned;
        } finally {
            lock.unlock();
        }
    }

    private void passed(byte[] bytes) {
        lock.lock();
        try {
            passedBytes += bytes.length;
            lastPassed = bytes;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings({"WaitNotInLoop", "ResultOfMethodCallIgnored"}) // callers look again
    private void await(long nanos) throws IOException {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("a relay was interrupted");
        }
    }

    // --- being told ------------------------------------------------------------------------------------------------

    void hold(boolean wanted) {
        change(() -> held = wanted);
    }

    void delay(Duration wanted) {
        change(() -> delay = wanted);
    }

    /** Passes on what this makes of what has not been passed on yet; asked by one thread at a time, in order. */
    void filter(UnaryOperator<byte[]> wanted) {
        filter = wanted;
    }

    /** Forgets what has not been passed on. */
    void abandon() {
        change(() -> abandoned = true);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return ended || abandoned;
        } finally {
            lock.unlock();
        }
    }

    long passedBytes() {
        lock.lock();
        try {
            return passedBytes;
        } finally {
            lock.unlock();
        }
    }

    long arrivedBytes() {
        lock.lock();
        try {
            return arrivedBytes;
        } finally {
            lock.unlock();
        }
    }
}
