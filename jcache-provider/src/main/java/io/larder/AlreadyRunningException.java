package io.larder;

import javax.cache.CacheException;

/** A {@link Guard} has rejected its caller: the block was not run. */
public class AlreadyRunningException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final String guard;

    /**
     * Creates the exception.
     *
     * @param guard the name of the guard
     * @param message the message of the caller's choice
     */
    public AlreadyRunningException(String guard, String message) {
        super(message);
        this.guard = guard;
    }

    /** {@return the name of the guard} */
    public String guard() {
        return guard;
    }
}
