package io.larder.examples.shop;

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
    public @Nullable Product find(long id) {
        return store.find(id);
    }

    /** Sells it at this price from now on; the cache forgets it when the change is committed. */
    @CacheRemove
    public void save(@CacheKey long id, String name, int cents) {
        store.save(new Product(id, name, cents));
    }
}
