package io.larder.cdi;

import io.larder.cdi.internal.error.LarderErrors;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import java.util.Objects;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a cache is configured with from CDI: loaders, writers, listeners, expiry policies, taggers that are beans.
 *
 * <pre>{@code
 * new MutableConfiguration<Long, Product>()
 *         .setReadThrough(true)
 *         .setCacheLoaderFactory(BeanFactory.of(ProductLoader.class));
 * }</pre>
 *
 * <p>The bean is looked up when the cache is created. Give it a scope, such as {@code @ApplicationScoped}: a dependent object
 * lives as long as the application. Works with any JCache provider that creates the object in the thread that creates the
 * cache, or in another one of the application. Immutable and thread-safe.
 *
 * @param <T> the type of the bean
 */
public final class BeanFactory<T> implements Factory<T> {

    private static final long serialVersionUID = 1L;

    /** The class of the bean. */
    private final Class<T> beanClass;

    private BeanFactory(Class<T> beanClass) {
        this.beanClass = beanClass;
    }

    /**
     * Returns the factory of a bean.
     *
     * @param <T> the type of the bean
     * @param beanClass its class, or a type of which there is one bean, whatever its qualifiers
     * @return a factory of that bean
     */
    public static <T> BeanFactory<T> of(Class<T> beanClass) {
        return new BeanFactory<>(Objects.requireNonNull(beanClass, "beanClass"));
    }

    /**
     * Returns the bean.
     *
     * @return the bean
     * @throws javax.cache.CacheException if there is none of this class, or several
     */
    @Override
    public T create() {
        Instance<T> beans = beans();
        if (!beans.isResolvable()) {
            throw LarderErrors.noBean(beanClass, beans.isAmbiguous());
        }
        return beans.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BeanFactory<?> factory && beanClass == factory.beanClass;
    }

    @Override
    public int hashCode() {
        return beanClass.hashCode();
    }

    @Override
    public String toString() {
        return "BeanFactory[" + beanClass.getName() + "]";
    }

    /** A container that asks who asks shows what this library sees, and that is not the application it is shared by. */
    private Instance<T> beans() {
        CDI<Object> container = CDI.current();
        Instance<T> shown = container.select(beanClass, Any.Literal.INSTANCE);
        return shown.isUnsatisfied()
                ? container.select(CachedMethods.class).get().beans(beanClass).select(beanClass, Any.Literal.INSTANCE)
                : shown;
    }
}
