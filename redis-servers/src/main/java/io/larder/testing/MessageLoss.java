package io.larder.testing;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Leaves out a share of the messages that a server publishes to one connection, each as a whole; all else passes, and so do
 * the messages that are not chosen, in their order. Which are chosen depends on nothing but how many came before. The
 * counters are thread-safe.
 */
public final class MessageLoss {

    private static final int KIND_ELEMENTS_AT = 2;
    private static final byte[] MESSAGE = {
        '\r', '\n', '$', '7', '\r', '\n', 'm', 'e', 's', 's', 'a', 'g', 'e', '\r', '\n'
    };

    private final double share;
    private final Random random = new Random(1);
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private byte[] begun = {};

    MessageLoss(double share) {
        this.share = share;
    }

    /** How many messages did not get through. */
    public long lost() {
        return lost.get();
    }

    /** How many messages did. */
    public long passed() {
        return passed.get();
    }

    /** Takes bytes that follow those of the call before, and returns what passes of the replies that are whole by now. */
    byte[] filter(byte[] next) {
        byte[] bytes = Arrays.copyOf(begun, begun.length + next.length);
        System.arraycopy(next, 0, bytes, begun.length, next.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        int from = 0;
        for (int end = endOf(bytes, 0); end >= 0; end = endOf(bytes, from)) {
            if (!isMessage(bytes, from) || !isChosen()) {
                out.write(bytes, from, end - from);
            }
            from = end;
        }
        begun = Arrays.copyOfRange(bytes, from, bytes.length);
        return out.toByteArray();
    }

    private boolean isChosen() {
        boolean chosen = random.nextDouble() < share;
        (chosen ? lost : passed).incrementAndGet();
        return chosen;
    }

    private static boolean isMessage(byte[] bytes, int at) {
        int kind = at + KIND_ELEMENTS_AT; // behind '*3' or, in RESP3, '>3'
        return Arrays.equals(bytes, kind, Math.min(bytes.length, kind + MESSAGE.length), MESSAGE, 0, MESSAGE.length);
    }

    // --- where a reply ends ----------------------------------------------------------------------------------------

    /** Returns where the reply ends that begins there; -1 if it is not whole. */
    private static int endOf(byte[] bytes, int at) {
        int line = endOfLine(bytes, at);
        if (line < 0) {
            return -1;
        }
        return switch (bytes[at]) {
            case '$' -> endOfBulk(bytes, line, number(bytes, at, line));
            case '*', '>' -> endOfElements(bytes, line, number(bytes, at, line));
            case '%' -> endOfElements(bytes, line, 2 * number(bytes, at, line));
            default -> line;
        };
    }

    private static int endOfBulk(byte[] bytes, int line, int length) {
        int end = length < 0 ? line : line + length + 2;
        return end > bytes.length ? -1 : end;
    }

    private static int endOfElements(byte[] bytes, int line, int count) {
        int end = line;
        for (int i = 0; i < count && end >= 0; i++) {
            end = endOf(bytes, end);
        }
        return end;
    }

    private static int endOfLine(byte[] bytes, int at) {
        for (int i = at; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\r' && bytes[i + 1] == '\n') {
                return i + 2;
            }
        }
        return -1;
    }

    private static int number(byte[] bytes, int at, int line) {
        int number = 0;
        for (int i = at + 1; i < line - 2; i++) {
            if (bytes[i] == '-') {
                return -1; // nothing there
            }
            number = 10 * number + bytes[i] - '0';
        }
        return number;
    }
}
