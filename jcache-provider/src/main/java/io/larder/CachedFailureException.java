package io.larder;

import javax.cache.integration.CacheLoaderException;

/**
 * The loader was not asked, because it failed for this key a while ago, and that is remembered: the setting
 * {@code exception-ttl}, or {@link LoadOptions#withExceptionTtl}. The failure itself was where the loader ran, perhaps in
 * another JVM; what is known of it is its class.
 */
public class CachedFailureException extends CacheLoaderException {

    private static final long serialVersionUID = 1L;

    /** The class of what failed; serializable, as all exceptions are. */
    private final String failureClass;

    /**
     * Creates the exception.
     *
     * @param message what was refused, and what to do
     * @param failureClass the name of the class of the exception that is remembered
     */
    public CachedFailureException(String message, String failureClass) {
        super(message);
        this.failureClass = failureClass;
    }

    /** {@return the name of the class of the exception that the loader failed with} */
    public String failureClass() {
        return failureClass;
    }
}
