package io.larder.servers.wrong;

import jakarta.enterprise.context.ApplicationScoped;
import javax.cache.annotation.CacheResult;

/** A bean that is right where there is one cache manager for it. */
@ApplicationScoped
public class Shared {

    /** Returns what it was asked for. */
    @CacheResult
    public String find(String name) {
        return name;
    }
}
