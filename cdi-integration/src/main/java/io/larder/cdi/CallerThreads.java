package io.larder.cdi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** A server's threads, in which Larder's calls leave something that would outlive the application. Thread-safe. */
final class CallerThreads {

    /** By name, because this module is for any provider. */
    private static final @Nullable MethodHandle FORGET = find("io.larder.spi.CallerThread", "forget");

    private CallerThreads() {}

    private static @Nullable MethodHandle find(String className, String method) {
        try {
            return MethodHandles.publicLookup()
                    .findStatic(Class.forName(className), method, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException e) {
            return null; // another provider
        }
    }

    /** Removes it from this thread. */
    static void forget() {
        if (FORGET != null) {
            call(FORGET);
        }
    }

    private static void call(MethodHandle method) {
        try {
            method.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // it declares none
        }
    }
}
