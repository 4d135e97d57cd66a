package io.larder.internal.codec;

import java.io.ObjectInputFilter;
import java.io.ObjectInputFilter.FilterInfo;
import java.io.ObjectInputFilter.Status;

/**
 * A question to a filter about a class, without the numbers of a stream.
 *
 * @param serialClass the class
 */
public record ClassOnly(Class<?> serialClass) implements FilterInfo {

    /** Returns whether a filter allows a class, and is not just silent about it. */
    public static boolean isAllowedBy(ObjectInputFilter filter, Class<?> type) {
        return filter.checkInput(new ClassOnly(type)) == Status.ALLOWED;
    }

    @Override
    public long arrayLength() {
        return -1;
    }

    @Override
    public long depth() {
        return 1;
    }

    @Override
    public long references() {
        return 1;
    }

    @Override
    public long streamBytes() {
        return 1;
    }
}
