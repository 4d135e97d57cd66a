package io.larder.examples.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The products in the database; each method is a transaction. */
@ApplicationScoped
@Transactional
public class ProductStore {

    private final AtomicInteger reads = new AtomicInteger();

    @PersistenceContext
    @SuppressWarnings("NullAway.Init")
    private EntityManager entities;

    /** Reads a product, or nothing if there is none. */
    public @Nullable Product find(long id) {
        reads.incrementAndGet();
        return entities.find(Product.class, id);
    }

    /** Adds a product, or changes it. */
    public void save(Product product) {
        entities.merge(product);
    }

    /** Makes what a department sells cheaper. */
    public void discount(String department, int percent) {
        entities.createQuery("select p from Product p where p.department = :department", Product.class)
                .setParameter("department", department)
                .getResultList()
                .forEach(product -> product.setCents(product.getCents() * (100 - percent) / 100));
    }

    /** How often the database was asked. */
    public int reads() {
        return reads.get();
    }
}
