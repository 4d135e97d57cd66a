package io.larder.servers.life;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** A CDI bean. */
@ApplicationScoped
public class Prices {

    private final AtomicInteger calls = new AtomicInteger();

    /** Costs a cent more with each call. */
    @CacheResult(cacheName = "prices")
    public Price find(String product) {
        return new Price(product, calls.incrementAndGet());
    }
}
