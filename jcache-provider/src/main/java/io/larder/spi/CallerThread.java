package io.larder.spi;

import io.larder.internal.redis.CallerState;

/**
 * The calling thread, where it outlives the application that calls caches: a worker of a server. Calls leave buffers in it,
 * which can be removed by the thread itself only, and which hold on to the class loader of Larder: in a server that of the
 * application, undeployed or not. Thread-safe.
 */
public final class CallerThread {

    private CallerThread() {}

    /**
     * Removes what calls of caches left in this thread; the next call makes it anew, which costs a few microseconds. {@code
     * cdi-integration} does so at the end of each request. Does nothing where Larder is loaded by the system class loader.
     */
    public static void forget() {
        CallerState.clear();
    }
}
