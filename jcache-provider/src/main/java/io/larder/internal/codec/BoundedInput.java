package io.larder.internal.codec;

import com.esotericsoftware.kryo.io.Input;

/**
 * An input that believes no length before it has seen that so many elements can be there. Each element of each
 * container takes at least one byte of its own, so all lengths together cannot exceed the bytes; some slack is for
 * lists of nothing but {@code null}, which take none. Without this, a few bytes could claim gigabytes.
 */
final class BoundedInput extends Input {

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

    @Override
    public String readString() {
        claimNextString();
        return super.readString();
    }

    @Override
    public StringBuilder readStringBuilder() {
        claimNextString();
        return super.readStringBuilder();
    }

    private void claimNextString() {
        int start = position;
        if (readVarIntFlag()) {
            claimBytes(Math.max(0, readVarIntFlag(true) - 1), 1);
        }
        position = start;
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
