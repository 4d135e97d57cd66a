package io.larder.servers.places;

import io.larder.LarderLocks;
import io.larder.cdi.annotation.CacheNamed;
import io.larder.cdi.annotation.Locked;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.annotation.CacheResult;

/** An annotated bean. */
@ApplicationScoped
public class Articles {

    private final AtomicInteger calls = new AtomicInteger();

    @Inject
    @SuppressWarnings("NullAway.Init")
    @CacheNamed("articles")
    Instance<Cache<String, Article>> cache;

    /** Returns one that counts the calls. */
    @CacheResult(cacheName = "articles")
    public Article find(String name) {
        return new Article(name, calls.incrementAndGet());
    }

    /** Returns whether its lock and the injected cache are of one manager, and that has the application's classes. */
    @Locked(key = "articles")
    public boolean lock() {
        CacheManager manager = cache.get().getCacheManager();
        return LoadedBy.application(manager.getClassLoader())
                && manager.unwrap(LarderLocks.class).lock("articles").isHeldByCurrentThread();
    }
}
