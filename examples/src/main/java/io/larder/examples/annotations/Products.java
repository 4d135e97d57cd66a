package io.larder.examples.annotations;

import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.annotation.Guarded;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.annotation.CacheDefaults;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/** The products of a shop, cached, with a map for a database. */
@ApplicationScoped
@CacheDefaults(cacheName = "products")
public class Products {

    private final Map<Long, Product> database = new ConcurrentHashMap<>(Map.of(
            1L, new Product(1, "apple", "fruit", 50),
            2L, new Product(2, "pear", "fruit", 60),
            3L, new Product(3, "rye", "bread", 300)));
    private final FencingToken token;

    /**
     * For the container.
     *
     * @param token the number of the lock that a method holds
     */
    @Inject
    public Products(FencingToken token) {
        this.token = token;
    }

    /** Called when the cache has no entry, by one caller over all JVMs. */
    @CacheResult
    @CacheTags({"products", "category:${result.category}"})
    @CacheOptions(ttl = "PT1H", refreshAhead = 80, unless = "${result.cents == 0}")
    public @Nullable Product find(long id) {
        System.out.println("   asking the database for " + id);
        return database.get(id);
    }

    /** Makes a category dearer, and then its entries absent. */
    @InvalidateTags("category:${category}")
    public void reprice(String category, int cents) {
        database.replaceAll((id, product) -> product.category().equals(category)
                ? new Product(id, product.name(), category, product.cents() + cents)
                : product);
    }

    /** One at a time for each product, over all JVMs. */
    @Locked(key = "stock:${id}", waitUpTo = "PT2S")
    public long reserve(long id) {
        return token.value();
    }

    /** Once at a time for each order; who comes meanwhile is told. */
    @Guarded(key = "payment:${orderId}", message = "Order ${orderId} is being paid already, try again in a moment")
    public void pay(long orderId, Runnable work) {
        work.run();
    }
}
