package io.larder.internal.provider;

import io.larder.CacheSettings;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.LarderHealth;
import io.larder.LarderLocks;
import io.larder.LarderTags;
import io.larder.internal.cache.CacheSurroundings;
import io.larder.internal.cache.CachesTags;
import io.larder.internal.cache.StoreCache;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.ConfigurationErrors;
import io.larder.internal.lock.StoreLocks;
import io.larder.internal.management.LockBean;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.StoreConnection;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache manager: one connection to Redis and the caches that this JVM has open through it. Thread-safe; runs none of
 * the application's code under a lock.
 *
 * <p>Which caches exist is a matter of this manager alone. Another manager, here or in another JVM, that opens a cache of
 * the same name under the same key prefix shares its entries.
 */
final class LarderCacheManager implements CacheManager {

    private static final Logger log = LoggerFactory.getLogger(LarderCacheManager.class);

    private final CachingProvider provider;
    private final URI uri;
    private final ClassLoader loader;
    private final Properties properties;
    private final LarderConfiguration configuration;
    private final StoreConnection connection;
    private final Connections connections;
    private final StoreLocks locks;
    private final LockBean lockBean;
    private final LarderTags tags = new CachesTags(this::openCaches);
    private final LarderHealth health;
    private final ManagerExecutors executors;
    private final Consumer<LarderCacheManager> onClose;
    private final Map<String, StoreCache<?, ?>> caches = new ConcurrentHashMap<>();
    private final Set<String> names = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    LarderCacheManager(
            CachingProvider provider,
            URI uri,
            ClassLoader loader,
            Properties properties,
            LarderConfiguration configuration,
            Connections connections,
            Consumer<LarderCacheManager> onClose) {
        this.provider = provider;
        this.uri = uri;
        this.loader = loader;
        this.properties = properties;
        this.configuration = configuration;
        this.connections = connections;
        this.connection = connections.store();
        this.locks = new StoreLocks(connections.lockServer(), LarderCacheManager::keyText, this::ensureOpen);
        this.lockBean = new LockBean(uri, locks.statistics());
        this.health = new ManagerHealth(connections, this::ensureOpen);
        this.executors = new ManagerExecutors(loader, configuration.threadFactory());
        this.onClose = onClose;
    }

    /** Creates the caches that the configuration declares with {@code create: true}. */
    void createPredefinedCaches() {
        configuration.predefinedCaches().forEach(name -> createCache(name, new MutableConfiguration<>()));
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public Properties getProperties() {
        return properties;
    }

    /**
     * {@inheritDoc} Settings of a configuration file, of properties and of the environment apply beside those of the
     * configuration object.
     *
     * @throws javax.cache.CacheException if there is such a cache, if a factory of the configuration fails, if Redis
     *     cannot be reached, or if the cache is in Redis with another number of partitions
     */
    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C cacheConfiguration) {
        ensureOpen();
        Objects.requireNonNull(cacheName, "cacheName");
        LarderCacheConfiguration<K, V> resolved = resolve(cacheName, cacheConfiguration);
        if (!names.add(cacheName)) {
            throw CacheErrors.cacheExists(cacheName);
        }
        try {
            return open(cacheName, resolved);
        } catch (RuntimeException e) {
            names.remove(cacheName);
            throw e;
        }
    }

    private <K, V> LarderCacheConfiguration<K, V> resolve(String cacheName, Configuration<K, V> given) {
        Objects.requireNonNull(given, "configuration");
        if (!given.isStoreByValue()) {
            throw CacheErrors.storeByReference(cacheName);
        }
        if (given instanceof CompleteConfiguration<K, V> complete) {
            checkThrough(cacheName, complete);
        }
        CacheSettings settings = configuration.cacheSettings(cacheName, CacheSettings.of(given));
        if (settings.loadLease().isZero() && settings.nullTtl().isPresent()) {
            throw ConfigurationErrors.notedWithoutLease(cacheName, "null-ttl");
        }
        if (settings.loadLease().isZero() && settings.exceptionTtl().isPresent()) {
            throw ConfigurationErrors.notedWithoutLease(cacheName, "exception-ttl");
        }
        if (settings.exceptionTtl().isPresent() && settings.cachedExceptions().isEmpty()) {
            throw ConfigurationErrors.exceptionTtlWithoutClasses(cacheName);
        }
        return LarderCacheConfiguration.builder(given).settings(settings).build();
    }

    private static void checkThrough(String cacheName, CompleteConfiguration<?, ?> given) {
        if (given.isReadThrough() && given.getCacheLoaderFactory() == null) {
            throw CacheErrors.throughWithoutFactory(cacheName, "read-through", "cache loader factory");
        }
        if (given.isWriteThrough() && given.getCacheWriterFactory() == null) {
            throw CacheErrors.throughWithoutFactory(cacheName, "write-through", "cache writer factory");
        }
    }

    private <K, V> StoreCache<K, V> open(String cacheName, LarderCacheConfiguration<K, V> resolved) {
        EntryStore store = connection.open(cacheName, resolved.settings().partitions());
        CacheSurroundings surroundings = new CacheSurroundings(
                this, loader, executors.events(), executors.loads(), executors.refreshes(), executors.scheduler());
        StoreCache<K, V> cache = new StoreCache<>(surroundings, cacheName, resolved, store, () -> forget(cacheName));
        try {
            cache.open();
        } catch (RuntimeException e) {
            cache.close();
            throw e;
        }
        caches.put(cacheName, cache);
        if (isClosed()) { // by another thread, which did not see this cache
            cache.close();
            throw CacheErrors.managerClosed();
        }
        log.debug("Opened the cache {} with {}", cacheName, resolved);
        return cache;
    }

    private void forget(String cacheName) {
        caches.remove(cacheName);
        names.remove(cacheName);
    }

    /** {@inheritDoc} Checks the types if the cache was configured with types. */
    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        ensureOpen();
        Objects.requireNonNull(keyType, "keyType");
        Objects.requireNonNull(valueType, "valueType");
        StoreCache<K, V> cache = find(cacheName);
        if (cache != null) {
            checkType(cacheName, "key", cache.keyType(), keyType);
            checkType(cacheName, "value", cache.valueType(), valueType);
        }
        return cache;
    }

    private static void checkType(String cacheName, String what, Class<?> configured, Class<?> asked) {
        if (!configured.equals(asked)) {
            throw CacheErrors.wrongCacheType(cacheName, what, configured, asked);
        }
    }

    /** {@inheritDoc} Checks no types, as the spec wants it since 1.1. */
    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
        ensureOpen();
        return find(cacheName);
    }

    @SuppressWarnings("unchecked") // the caller knows the types, or checks them
    private <K, V> @Nullable StoreCache<K, V> find(String cacheName) {
        return (StoreCache<K, V>) caches.get(Objects.requireNonNull(cacheName, "cacheName"));
    }

    /** {@inheritDoc} A picture of the moment, immutable. */
    @Override
    public Iterable<String> getCacheNames() {
        ensureOpen();
        return Set.copyOf(caches.keySet());
    }

    /** {@inheritDoc} Its entries leave Redis, for every JVM. A walk over the server's keys. */
    @Override
    public void destroyCache(String cacheName) {
        ensureOpen();
        StoreCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.destroy();
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        ensureOpen();
        StoreCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableManagement(enabled);
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        ensureOpen();
        StoreCache<?, ?> cache = find(cacheName);
        if (cache != null) {
            cache.enableStatistics(enabled);
        }
    }

    /** {@inheritDoc} Closes its caches and its connection, unless the application brought the client along. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            onClose.accept(this);
            List.copyOf(caches.values()).forEach(Cache::close);
            lockBean.show(false);
            executors.close();
            connections.close();
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    private static String keyText(Cache<?, ?> cache, Object key) {
        return cache.unwrap(StoreCache.class).keyText(key);
    }

    private Collection<StoreCache<?, ?>> openCaches() {
        ensureOpen();
        return List.copyOf(caches.values());
    }

    /**
     * {@inheritDoc} Itself, its {@link LarderLocks}, {@link LarderTags} or {@link LarderHealth}, or the {@code RedissonClient}
     * underneath.
     */
    @Override
    public <T> T unwrap(Class<T> type) {
        if (type == LarderLocks.class) {
            lockBean.show(!isClosed());
            return type.cast(locks);
        }
        if (type == LarderHealth.class) {
            ensureOpen();
            connections.watchHealth();
            return type.cast(health);
        }
        if (type == LarderTags.class) {
            return type.cast(tags);
        }
        return type.isInstance(this) ? type.cast(this) : connection.unwrap(type);
    }

    private void ensureOpen() {
        if (isClosed()) {
            throw CacheErrors.managerClosed();
        }
    }

    @Override
    public String toString() {
        return "LarderCacheManager[" + uri + (isClosed() ? ", closed]" : "]");
    }
}
