package io.larder.servers.life;

import io.larder.spi.CallerThread;
import io.larder.spi.LarderCachingProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/** A manager that nothing of the server's knows: neither {@code Caching} nor its MicroProfile Config was asked for it. */
@ApplicationScoped
public class OwnManager {

    /** Opens it. */
    @Produces
    @ApplicationScoped
    CacheManager open() {
        return new LarderCachingProvider().getCacheManager();
    }

    /** Closes it, and the provider with it, which leaves Netty's buffers in the server's thread. */
    void close(@Disposes CacheManager manager) {
        CachingProvider provider = manager.getCachingProvider();
        provider.close();
        CallerThread.forget();
    }
}
