package io.larder.cdi.annotation;

/**
 * The number of the lock that the calling thread holds by {@link Locked}, for injection.
 *
 * <pre>{@code
 * @Inject FencingToken token;
 *
 * @Locked(key = "stock:${productId}")
 * public void reserve(long productId, int pieces) {
 *     stock.put(productId, left, EntryOptions.none().withFence(token.value()));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public interface FencingToken {

    /**
     * Returns the number of the hold: higher than those of all holds of this lock before. Where methods with {@link Locked} call
     * each other, it is that of the innermost one. Two round trips the first time, none later in the same hold.
     *
     * @return the number, more than zero
     * @throws IllegalStateException if the calling thread runs no method with {@link Locked}, or has lost its lock
     */
    long value();
}
