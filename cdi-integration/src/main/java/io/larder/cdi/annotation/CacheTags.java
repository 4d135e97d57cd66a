package io.larder.cdi.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tags of the entries that a method with {@code @CacheResult} or {@code @CachePut} makes.
 *
 * <pre>{@code
 * @CacheResult(cacheName = "products")
 * @CacheTags({"products", "category:${result.category}"})
 * public Product find(long id) { ... }
 * }</pre>
 *
 * <p>Whoever {@linkplain InvalidateTags invalidates} one of them makes the entry absent, for all JVMs. Where that happens while
 * the method of {@code @CacheResult} runs, its result is not kept.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheTags {

    /**
     * {@return the tags} Texts with expressions over the parameters and, with {@code @CacheResult}, the {@code result}. A text
     * that is one expression and yields a collection or an array names a tag for each of its elements; a text with an
     * expression that yields {@code null} names none.
     */
    String[] value();
}
