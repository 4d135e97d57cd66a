package io.larder.cdi.annotation;

import jakarta.enterprise.util.Nonbinding;
import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the cache to inject, of the default cache manager. It is opened, and created with the provider's defaults if it is not
 * there, when the bean is made that it is injected into.
 *
 * <pre>{@code
 * @Inject @CacheNamed("products") Cache<Long, Product> products;
 * @Inject @CacheNamed("products") LarderCache<Long, Product> more; // with Larder as the provider
 * }</pre>
 *
 * <p>Types of keys and values are as the injection point says and not checked; the cache that is created has none. What is
 * injected is the cache itself: somebody who destroys it and creates another one leaves a closed cache behind.
 */
@Documented
@Qualifier
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
public @interface CacheNamed {

    /** {@return the name of the cache} */
    @Nonbinding
    String value();
}
