package io.larder.cdi.annotation;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets one caller over all JVMs run a method at a time, for each key. Reentrant: a thread that holds the lock comes in again.
 *
 * <pre>{@code
 * @Locked(key = "stock:${productId}", waitUpTo = "PT2S")
 * public void reserve(long productId, int pieces) { ... }
 * }</pre>
 *
 * <p>If the method has {@code @Transactional} too, the lock is held until its transaction has ended. The number of the hold,
 * by which writes of a holder that lost its lock can be refused, is {@link FencingToken}. Not for methods that return a
 * {@code CompletionStage}: a lock belongs to a thread. What a lock cannot promise stands at {@code io.larder.LarderLocks}.
 *
 * <p>On a class it is for each method that is intercepted and has none of its own.
 */
@Documented
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Locked {

    /**
     * {@return the name of the lock} A text with expressions over the parameters. It is the name of
     * {@code LarderLocks.lock(name)}, so all methods and programs that use it share the lock.
     */
    @Nonbinding
    String key();

    /**
     * {@return how long to wait for the lock, as ISO 8601 writes durations} Ten seconds if it is not given; {@code PT0S} is
     * not at all. Whoever does not get it in time gets a {@link LockNotAcquiredException}.
     */
    @Nonbinding
    String waitUpTo() default "PT10S";

    /**
     * {@return after which time the lock is free again even if the method still runs, as ISO 8601 writes durations} If it is
     * not given, the lock is held as long as the method runs and its JVM lives.
     */
    @Nonbinding
    String lease() default "";

    /** {@return whether callers get the lock in the order in which they came} Use one or the other for a key, not both. */
    @Nonbinding
    boolean fair() default false;
}
