package io.larder.internal.provider;

import io.larder.LarderConfiguration;
import io.larder.internal.config.ConfigurationLoader;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * The open cache managers of one provider, one for each URI and class loader. Thread-safe.
 *
 * <p>A manager is made by the first thread that asks for it. Threads that ask for the same one meanwhile wait for it;
 * threads that ask for another one don't.
 */
public final class CacheManagers {

    private final Map<Key, CompletableFuture<LarderCacheManager>> managers = new ConcurrentHashMap<>();

    /**
     * Returns the manager of this URI and class loader, and opens it if there is none.
     *
     * @param properties used only if the manager is opened here
     * @throws javax.cache.CacheException if the configuration is wrong or Redis cannot be reached
     */
    public CacheManager get(CachingProvider provider, URI uri, ClassLoader loader, Properties properties) {
        Key key = new Key(uri, loader);
        CompletableFuture<LarderCacheManager> mine = new CompletableFuture<>();
        CompletableFuture<LarderCacheManager> present = managers.putIfAbsent(key, mine);
        if (present != null) {
            return join(present);
        }
        try {
            LarderCacheManager opened = open(provider, key, properties, mine);
            mine.complete(opened);
            return opened;
        } catch (RuntimeException e) {
            managers.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private LarderCacheManager open(
            CachingProvider provider, Key key, Properties properties, CompletableFuture<LarderCacheManager> place) {
        LarderConfiguration configuration = ConfigurationLoader.load(key.uri(), key.loader(), properties);
        Connections connections = Connections.open(configuration, key.uri().toString());
        LarderCacheManager manager = new LarderCacheManager(
                provider,
                key.uri(),
                key.loader(),
                properties,
                configuration,
                connections,
                closed -> managers.remove(key, place));
        try {
            manager.createPredefinedCaches();
            return manager;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private static LarderCacheManager join(CompletableFuture<LarderCacheManager> manager) {
        try {
            return manager.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Closes all managers. */
    public void closeAll() {
        close(key -> true);
    }

    /** Closes the managers of one class loader; those of its parents and children stay open. */
    public void closeAll(ClassLoader loader) {
        close(key -> key.loader().equals(loader));
    }

    /** Closes one manager, if it is open. */
    public void close(URI uri, ClassLoader loader) {
        close(new Key(uri, loader)::equals);
    }

    private void close(Predicate<Key> condition) {
        for (Map.Entry<Key, CompletableFuture<LarderCacheManager>> entry : List.copyOf(managers.entrySet())) {
            if (condition.test(entry.getKey()) && isOpen(entry.getValue())) {
                entry.getValue().join().close();
            }
        }
    }

    /** A manager that another thread is opening comes after this close. */
    private static boolean isOpen(CompletableFuture<LarderCacheManager> place) {
        return place.isDone() && !place.isCompletedExceptionally();
    }

    private record Key(URI uri, ClassLoader loader) {

        private Key {
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(loader, "loader");
        }
    }
}
