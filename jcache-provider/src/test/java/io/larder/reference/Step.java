package io.larder.reference;

import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a sequence.
 *
 * @param name what it is, for the message of a failure
 * @param operation does it
 */
record Step(String name, Operation operation) {

    @FunctionalInterface
    interface Operation {

        @Nullable
        Object run(Cache<Integer, String> cache) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
