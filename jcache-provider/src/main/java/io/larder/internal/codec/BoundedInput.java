package io.larder.internal.codec;

import com.esotericsoftware.kryo.io.Input;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * An input that believes no length before it has seen that so many elements can be there. Each element of each
 * container takes at least one byte of its own, so all lengths together cannot exceed the bytes; some slack is for
 * lists of nothing but {@code null}, which take none. Without this, a few bytes could claim gigabytes.
 */
final class BoundedInput extends Input {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Of eight bytes, those that no ASCII has. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    /** How many elements may take no bytes. */
    static final int SLACK = 65_536;

    private long unclaimed;

    BoundedInput(byte[] bytes, int offset, int count) {
        super(bytes, offset, count);
        unclaimed = (long) count + SLACK;
    }

    /**
     * Claims room for elements before they are allocated.
     *
     * @throws UndecodableException if there cannot be so many
     */
    void claim(long elements) {
        unclaimed -= elements;
        if (elements < 0 || unclaimed < 0) {
            throw new UndecodableException("a length past the end");
        }
    }

    /** Claims what a container whose length comes next says it holds, without moving. */
    void claimNextLength() {
        int start = position;
        int length = readVarInt(true);
        position = start;
        claim(Math.max(0L, length - 1L));
        if (length < 0) {
            throw new UndecodableException("a negative length");
        }
    }

    private void claimBytes(int elements, int size) {
        claim(elements);
        if ((long) elements * size > limit - position) {
            throw new UndecodableException("a length past the end");
        }
    }

    @Override
    public byte[] readBytes(int length) {
        claimBytes(length, 1);
        return super.readBytes(length);
    }

    /** Kryo reads longer texts char by char; most are ASCII, and their bytes are what is to be copied. */
    @Override
    public String readString() {
        int start = position;
        int bytes = claimNextString();
        if (bytes > 0 && isAscii(position, position + bytes)) {
            String text = new String(buffer, position, bytes, StandardCharsets.US_ASCII);
            position += bytes;
            return text;
        }
        position = start;
        return super.readString();
    }

    private boolean isAscii(int from, int end) {
        int at = from;
        for (; at <= end - Long.BYTES; at += Long.BYTES) {
            if (((long) EIGHT_BYTES.get(buffer, at) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (buffer[at] < 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public StringBuilder readStringBuilder() {
        int start = position;
        claimNextString();
        position = start;
        return super.readStringBuilder();
    }

    /**
     * Claims a text that is written as its length and UTF-8, and moves behind the length.
     *
     * @return at least so many bytes are there; 0 for other texts, which have no length
     */
    private int claimNextString() {
        if (!readVarIntFlag()) {
            return 0;
        }
        int chars = Math.max(0, readVarIntFlag(true) - 1);
        claimBytes(chars, 1);
        return chars;
    }

    @Override
    public int[] readInts(int length) {
        claimBytes(length, Integer.BYTES);
        return super.readInts(length);
    }

    @Override
    public int[] readInts(int length, boolean optimizePositive) {
        claimBytes(length, 1);
        return super.readInts(length, optimizePositive);
    }

    @Override
    public long[] readLongs(int length) {
        claimBytes(length, Long.BYTES);
        return super.readLongs(length);
    }

    @Override
    public long[] readLongs(int length, boolean optimizePositive) {
        claimBytes(length, 1);
        return super.readLongs(length, optimizePositive);
    }

    @Override
    public float[] readFloats(int length) {
        claimBytes(length, Float.BYTES);
        return super.readFloats(length);
    }

    @Override
    public double[] readDoubles(int length) {
        claimBytes(length, Double.BYTES);
        return super.readDoubles(length);
    }

    @Override
    public short[] readShorts(int length) {
        claimBytes(length, Short.BYTES);
        return super.readShorts(length);
    }

    @Override
    public char[] readChars(int length) {
        claimBytes(length, Character.BYTES);
        return super.readChars(length);
    }

    @Override
    public boolean[] readBooleans(int length) {
        claimBytes(length, 1);
        return super.readBooleans(length);
    }
}
