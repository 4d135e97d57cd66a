package io.larder.examples.quickstart;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/** Reads a product from the database when the cache does not have it. Runs in the thread that asks. */
final class ProductLoader implements CacheLoader<Long, Product> {

    private final ProductRepository repository;

    ProductLoader(ProductRepository repository) {
        this.repository = repository;
    }

    /** {@inheritDoc} Null says that there is no such product; that is not cached. */
    @Override
    public @Nullable Product load(Long id) {
        try {
            return repository.find(id).orElse(null);
        } catch (SQLException e) {
            throw new CacheLoaderException("Product " + id + " cannot be read", e);
        }
    }

    @Override
    public Map<Long, Product> loadAll(Iterable<? extends Long> ids) {
        Map<Long, Product> found = new HashMap<>();
        for (Long id : ids) {
            Product product = load(id);
            if (product != null) {
                found.put(id, product);
            }
        }
        return found;
    }
}
