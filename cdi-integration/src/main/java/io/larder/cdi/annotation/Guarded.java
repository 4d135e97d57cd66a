package io.larder.cdi.annotation;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets one caller over all JVMs into a method, for each key, and rejects the others with an
 * {@code io.larder.AlreadyRunningException}.
 *
 * <pre>{@code
 * @Guarded(key = "payment:${orderId}", message = "Order ${orderId} is being paid already, try again in a moment")
 * public Receipt pay(long orderId) { ... }
 *
 * @Guarded(key = "report", oncePer = "PT1H")
 * public void report() { ... }
 * }</pre>
 *
 * <p>Not reentrant. If the method has {@code @Transactional} too, the guard is held until its transaction has ended. Not for
 * methods that return a {@code CompletionStage}: the guard would open when the method returns.
 *
 * <p>On a class it is for each method that is intercepted and has none of its own.
 */
@Documented
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface Guarded {

    /**
     * {@return the name of the guard} A text with expressions over the parameters. It is the name of
     * {@code LarderLocks.guard(name)}.
     */
    @Nonbinding
    String key();

    /**
     * {@return what those who are rejected are told} A text with expressions over the parameters; Larder's own if it is not
     * given.
     */
    @Nonbinding
    String message() default "";

    /**
     * {@return in which time one call succeeds, counted from its beginning, as ISO 8601 writes durations} A call that throws
     * does not count. If it is not given, the next caller is let in when the method has ended.
     */
    @Nonbinding
    String oncePer() default "";

    /**
     * {@return how long to wait for the turn before being rejected, as ISO 8601 writes durations} Not at all if it is not
     * given; not together with {@link #oncePer()}.
     */
    @Nonbinding
    String waitUpTo() default "";
}
