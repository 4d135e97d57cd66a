package io.larder.cdi.internal.larder;

import io.larder.LarderLock;
import io.larder.cdi.annotation.Locked;
import io.larder.cdi.internal.definition.Additions;
import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import jakarta.interceptor.InvocationContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The lock around one method. Thread-safe. */
public final class Locking {

    private final String method;
    private final LarderManager manager;
    private final HeldLocks held;
    private final Text key;
    private final Duration longest;
    private final @Nullable Duration lease;
    private final boolean fair;

    /**
     * Reads the annotation.
     *
     * @throws jakarta.enterprise.inject.spi.DefinitionException if something in it is wrong
     */
    Locking(Additions additions, Locked annotation, LarderManager manager, HeldLocks held) {
        this.method = additions.displayName();
        this.manager = manager;
        this.held = held;
        String place = "@Locked of " + method;
        this.key = Settings.name("key in " + place, annotation.key(), Names.of(additions.method(), false));
        this.longest = Settings.notNegative("waitUpTo in " + place, annotation.waitUpTo());
        this.lease = annotation.lease().isEmpty() ? null : Settings.positive("lease in " + place, annotation.lease());
        this.fair = annotation.fair();
    }

    /** Calls the method with the lock. */
    @SuppressWarnings("try") // closing it is all that is done with it
    public @Nullable Object invoke(InvocationContext call) throws Exception {
        String name = key.of(call.getParameters(), null);
        LarderLock lock = fair
                ? manager.locks(method).fairLock(name)
                : manager.locks(method).lock(name);
        if (!isTaken(lock, name)) {
            throw LarderErrors.notAcquired(method, name, longest);
        }
        try (Hold hold = new Hold(lock)) {
            return call.proceed();
        }
    }

    private boolean isTaken(LarderLock lock, String name) {
        try {
            return lease == null ? lock.tryLock(longest) : lock.tryLock(longest, lease);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LarderErrors.interrupted(method, name, e);
        }
    }

    /** A lock that the calling thread holds. */
    private final class Hold implements AutoCloseable {

        private final LarderLock lock;

        Hold(LarderLock lock) {
            this.lock = lock;
            held.add(lock);
        }

        @Override
        public void close() {
            held.removeLast();
            lock.unlock();
        }
    }
}
