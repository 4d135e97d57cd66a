package io.larder.examples.quickstart;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Iterator;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;

/** Writes to the database what is written to the cache. Runs before the cache changes, in the thread that writes. */
final class ProductWriter implements CacheWriter<Long, Product> {

    private final ProductRepository repository;

    ProductWriter(ProductRepository repository) {
        this.repository = repository;
    }

    @Override
    public void write(Cache.Entry<? extends Long, ? extends Product> entry) {
        try {
            repository.save(entry.getValue());
        } catch (SQLException e) {
            throw new CacheWriterException("Product " + entry.getKey() + " cannot be written", e);
        }
    }

    /** {@inheritDoc} What stays in the collection was not written; JCache asks for that. */
    @Override
    public void writeAll(Collection<Cache.Entry<? extends Long, ? extends Product>> entries) {
        for (Iterator<Cache.Entry<? extends Long, ? extends Product>> i = entries.iterator(); i.hasNext(); ) {
            write(i.next());
            i.remove();
        }
    }

    @Override
    public void delete(Object id) {
        try {
            repository.delete((Long) id);
        } catch (SQLException e) {
            throw new CacheWriterException("Product " + id + " cannot be deleted", e);
        }
    }

    /** {@inheritDoc} What stays in the collection was not deleted. */
    @Override
    public void deleteAll(Collection<?> ids) {
        for (Iterator<?> i = ids.iterator(); i.hasNext(); ) {
            delete(i.next());
            i.remove();
        }
    }
}
