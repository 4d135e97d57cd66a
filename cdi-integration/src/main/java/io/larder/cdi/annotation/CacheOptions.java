package io.larder.cdi.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The terms of the entries that a method with {@code @CacheResult} or {@code @CachePut} makes, where they differ from those of
 * the cache.
 *
 * <pre>{@code
 * @CacheResult(cacheName = "prices")
 * @CacheOptions(ttl = "PT10M", unless = "${result.provisional}")
 * public Price price(long id) { ... }
 * }</pre>
 *
 * <p>A refresh calls the method on another thread, without the caller's transaction, request and security. Methods that return a
 * {@code CompletionStage} are not refreshed.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheOptions {

    /** {@return how long an entry lives, as ISO 8601 writes durations} As the cache's expiry policy says if it is not given. */
    String ttl() default "";

    /**
     * {@return by how many percent at most the time to live is shortened at random, up to 90} So entries that were loaded together
     * do not expire together. As for the cache if it is not given. For {@code @CacheResult} only, as those below.
     */
    int ttlJitter() default 0;

    /**
     * {@return after how many percent of its time to live an entry is refreshed, up to 100} Whoever calls the method then gets
     * the value at once, and the method is called again behind the caller's back, by one caller over all JVMs. As for the cache if
     * it is not given.
     */
    int refreshAhead() default 0;

    /**
     * {@return how early an entry is refreshed at random: 1 is right for most, more is earlier} As for the cache if it is
     * not given.
     */
    double earlyRefresh() default 0;

    /**
     * {@return how long the value of an entry is still served when its time to live is over, while one caller over all JVMs
     * has it loaded anew, as ISO 8601 writes durations} As for the cache if it is not given.
     */
    String staleFor() default "";

    /**
     * {@return how long it is remembered that the method returned null, as ISO 8601 writes durations} As for the cache if it
     * is not given. Not together with {@link #unless()}.
     */
    String nullTtl() default "";

    /**
     * {@return when a value is not cached} One expression over the parameters and, with {@code @CacheResult}, the
     * {@code result}, that yields true or false. The caller gets the value in any case. Callers who wait for the load of
     * another one and are left without a value call the method themselves.
     */
    String unless() default "";
}
