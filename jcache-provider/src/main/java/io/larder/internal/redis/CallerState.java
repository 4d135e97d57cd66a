package io.larder.internal.redis;

import io.netty.util.concurrent.FastThreadLocal;

/** What Netty keeps in threads that are not its own. */
public final class CallerState {

    private CallerState() {}

    /** Clears the calling thread, unless Netty is there for as long as the JVM and may keep what it has. */
    public static void clear() {
        if (FastThreadLocal.class.getClassLoader() != ClassLoader.getSystemClassLoader()) {
            FastThreadLocal.removeAll();
        }
    }
}
