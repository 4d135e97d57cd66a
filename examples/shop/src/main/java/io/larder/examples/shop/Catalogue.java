package io.larder.examples.shop;

import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheKey;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The products, as customers see them: from the cache. */
@ApplicationScoped
@CacheDefaults(cacheName = "products")
public class Catalogue {

    @Inject
    @SuppressWarnings("NullAway.Init")
    private ProductStore store;

    /** Finds a product. */
    @CacheResult
    @CacheTags("department:${result.department}")
    public @Nullable Product find(long id) {
        return store.find(id);
    }

    /** Sells it at this price from now on; the cache forgets it when the change is committed. */
    @CacheRemove
    public void save(@CacheKey long id, String name, String department, int cents) {
        store.save(new Product(id, name, department, cents));
    }

    /** Makes what a department sells cheaper, once at a time; the cache forgets all of it, and nothing else. */
    @Locked(key = "department:${department}")
    @InvalidateTags("department:${department}")
    public void discount(String department, int percent) {
        store.discount(department, percent);
    }
}
