package io.larder;

import javax.cache.CacheException;

/**
 * A guarded write or removal was refused: a holder with a higher fencing token has written or removed the key before. Nothing
 * was changed. Whoever gets this has lost the lock, and what it has computed under it is out of date.
 *
 * @see EntryOptions#withFence
 */
public class StaleFenceException extends CacheException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what was refused, and what to do
     */
    public StaleFenceException(String message) {
        super(message);
    }
}
