package io.larder.servers.places;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;

/** An annotated bean. */
@ApplicationScoped
public class Articles {

    private final AtomicInteger calls = new AtomicInteger();

    /** Returns one that counts the calls. */
    @CacheResult(cacheName = "articles")
    public Article find(String name) {
        return new Article(name, calls.incrementAndGet());
    }
}
