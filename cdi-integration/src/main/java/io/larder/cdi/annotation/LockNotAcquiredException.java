package io.larder.cdi.annotation;

import javax.cache.CacheException;

/** The lock of a method with {@link Locked} was not to be had in time: the method was not run. */
public class LockNotAcquiredException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** The name of the lock. */
    private final String lock;

    /**
     * Creates the exception.
     *
     * @param lock the name of the lock
     * @param message what happened, and what to do
     */
    public LockNotAcquiredException(String lock, String message) {
        super(message);
        this.lock = lock;
    }

    /** {@return the name of the lock} */
    public String lock() {
        return lock;
    }
}
