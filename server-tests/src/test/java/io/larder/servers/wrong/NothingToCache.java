package io.larder.servers.wrong;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/** Wants to cache the result of a method that has none. */
@ApplicationScoped
public class NothingToCache {

    /** Returns nothing. */
    @CacheResult(cacheName = "nothing")
    public void find(String name) {}
}
