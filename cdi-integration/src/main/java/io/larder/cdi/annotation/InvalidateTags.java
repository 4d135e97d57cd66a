package io.larder.cdi.annotation;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes all entries absent that have a tag, for all JVMs, when a method has returned.
 *
 * <pre>{@code
 * @InvalidateTags(value = "category:${category}", caches = "products")
 * public void reprice(String category, int percent) { ... }
 * }</pre>
 *
 * <p>Where the method throws, nothing is invalidated. If the method has {@code @Transactional} too, its transaction has
 * committed by then; in a transaction that a caller began it has not, and a reader in between may keep what was there before.
 * If the method returns a {@code CompletionStage}, tags are invalidated when that is complete, and the caller's stage is
 * complete afterwards.
 *
 * <p>On a class it is for each method that is intercepted and has none of its own.
 */
@Documented
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface InvalidateTags {

    /** {@return the tags} Texts with expressions over the parameters and the {@code result}; see {@link CacheTags#value()}. */
    @Nonbinding
    String[] value();

    /**
     * {@return the names of the caches} If none is given, that of {@code @CacheDefaults}; {@code "*"} are all caches that are
     * open in this JVM's default cache manager.
     */
    @Nonbinding
    String[] caches() default {};
}
