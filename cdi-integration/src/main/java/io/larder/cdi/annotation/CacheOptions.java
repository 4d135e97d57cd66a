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
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheOptions {

    /** {@return how long an entry lives, as ISO 8601 writes durations} As the cache's expiry policy says if it is not given. */
    String ttl() default "";

    /**
     * {@return when a value is not cached} One expression over the parameters and, with {@code @CacheResult}, the
     * {@code result}, that yields true or false. The caller gets the value in any case. Callers who wait for the load of
     * another one and are left without a value call the method themselves.
     */
    String unless() default "";
}
