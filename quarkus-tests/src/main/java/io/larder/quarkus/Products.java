package io.larder.quarkus;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.annotation.FencingToken;
import io.larder.cdi.annotation.InvalidateTags;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** Cached, tagged, and locked. */
@ApplicationScoped
public class Products {

    @Inject
    FencingToken token;

    @Inject
    @CacheNamed("stock")
    LarderCache<String, Integer> stock;

    private final AtomicInteger calls = new AtomicInteger();

    @CacheResult(cacheName = "products", cacheKeyGenerator = LowerCase.class)
    @CacheTags("product:${id}")
    public String find(String id) {
        return id + '#' + calls.incrementAndGet();
    }

    /** Calls a method of this bean: Quarkus intercepts that, too. */
    public String findMyself(String id) {
        return find(id);
    }

    @InvalidateTags(value = "product:${id}", caches = "products")
    public void change(String id) {}

    @Locked(key = "stock:${id}")
    public int reserve(String id) {
        stock.put(id, 7, EntryOptions.none().withFence(token.value()));
        return stock.get(id);
    }
}
