package io.larder.servers.life;

import jakarta.ejb.Stateless;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheResult;

/** A session bean, in the EJB container's hands. */
@Stateless
public class Stock {

    private static final AtomicInteger CALLS = new AtomicInteger();

    /** Returns one more with each call. */
    @CacheResult(cacheName = "stock")
    public int count(String product) {
        return CALLS.incrementAndGet();
    }

    /** Makes the next call count again. */
    @CacheRemove(cacheName = "stock")
    public void sell(String product) {}
}
