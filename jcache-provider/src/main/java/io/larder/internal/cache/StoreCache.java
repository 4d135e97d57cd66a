package io.larder.internal.cache;

import io.larder.CacheSettings;
import io.larder.EntryOptions;
import io.larder.EntryTtl;
import io.larder.LarderAsyncCache;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import io.larder.WarmUp;
import io.larder.WarmUpReport;
import io.larder.internal.codec.EntryCodec;
import io.larder.internal.codec.KeyPattern;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.ConvenienceErrors;
import io.larder.internal.event.CacheEvents;
import io.larder.internal.integration.Loader;
import io.larder.internal.loading.Leases;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.loading.UnderWay;
import io.larder.internal.management.CacheBeans;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.management.CacheStatisticsBean;
import io.larder.internal.near.NearCache;
import io.larder.internal.near.NearStore;
import io.larder.internal.operation.Await;
import io.larder.internal.operation.DependentChanges;
import io.larder.internal.operation.Entries;
import io.larder.internal.operation.EntryIterator;
import io.larder.internal.operation.GetOperations;
import io.larder.internal.operation.InvokeOperations;
import io.larder.internal.operation.LoadOperation;
import io.larder.internal.operation.Loads;
import io.larder.internal.operation.PutOperations;
import io.larder.internal.operation.Refreshes;
import io.larder.internal.operation.RemoveOperations;
import io.larder.internal.operation.ReplaceOperations;
import io.larder.internal.operation.TagOperations;
import io.larder.internal.operation.TtlOperations;
import io.larder.internal.operation.UnawaitedOperations;
import io.larder.internal.operation.WalkOperations;
import io.larder.internal.operation.WarmUpRun;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Ttl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JCache cache on Redis. Thread-safe; every JVM that opens a cache of this name under the same key prefix shares its
 * entries.
 *
 * <p>Every operation throws {@link IllegalStateException} once the cache is closed, {@link NullPointerException} for a
 * null key or value, {@link ClassCastException} for one that is not of the configured type, and
 * {@link javax.cache.CacheException} if Redis cannot be reached, does not answer in time, or if the thread is interrupted
 * while it waits; whether a change was made is then unknown. Costs in round trips stand at the operations.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class StoreCache<K, V> implements LarderCache<K, V> {

    private static final Logger log = LoggerFactory.getLogger(StoreCache.class);

    private final CacheManager manager;
    private final String name;
    private final ClassLoader loader;
    private final Executor loadExecutor;
    private final EntryStore store;
    private final @Nullable NearCache<V> near;
    private final EntryCodec<K, V> codec;
    private final Customizations<K, V> customizations;
    private final CacheStatistics statistics = new CacheStatistics();
    private final CacheEvents<K, V> events;
    private final CacheBeans beans;
    private final Entries<K, V> entries;
    private final Loads<K, V> loads;
    private final Refreshes<K, V> refreshes;
    private final GetOperations<K, V> gets;
    private final PutOperations<K, V> puts;
    private final ReplaceOperations<K, V> replaces;
    private final RemoveOperations<K, V> removals;
    private final InvokeOperations<K, V> invocations;
    private final TagOperations<K> tags;
    private final TtlOperations<K> ttls;
    private final WalkOperations<K, V> walks;
    private final StoreAsyncCache<K, V> async;
    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile LarderCacheConfiguration<K, V> configuration;

    /**
     * Opens a cache. The configured listeners are told of every change made after this.
     *
     * @param surroundings what the manager gives to all its caches
     * @param configuration the configuration, with all settings resolved
     * @param store the entries; closed with the cache
     * @param onClose called once when the cache is closed
     */
    public StoreCache(
            CacheSurroundings surroundings,
            String name,
            LarderCacheConfiguration<K, V> configuration,
            EntryStore store,
            Runnable onClose) {
        CacheSettings settings = configuration.settings();
        this.manager = surroundings.manager();
        this.loader = surroundings.loader();
        this.loadExecutor = surroundings.loadExecutor();
        this.name = name;
        this.configuration = configuration;
        this.onClose = onClose;
        this.codec = new EntryCodec<>(settings.valueFormat(), loader, settings.allow());
        this.customizations = Customizations.of(configuration, loader);
        this.near = Nearness.of(name, settings, customizations.expiry(), codec);
        LoadRules rules = Refreshing.rules(name, settings, customizations.expiry());
        this.store = near == null ? store : new NearStore(store, near, rules.refresh()::millisUntilDue);
        this.events = new CacheEvents<>(
                store,
                codec,
                this,
                surroundings.eventExecutor(),
                loader,
                settings.listenerTimeout().toMillis());
        this.beans = new CacheBeans(
                manager.getURI(),
                name,
                new CacheStatisticsBean(
                        statistics,
                        () -> codec.undecodable() + store.unreadable(),
                        () -> near == null ? 0 : near.invalidations(),
                        () -> near == null ? 0 : near.size()),
                () -> this.configuration);
        this.entries = new Entries<>(
                this.store, codec, customizations.expiry(), rules.jitter(), customizations.tagger(), events, near);
        Leases leases = new Leases(
                this.store, surroundings.scheduler(), settings.loadLease().toMillis());
        DependentChanges<K, V> changes = new DependentChanges<>(entries, customizations.writer(), leases);
        this.loads = new Loads<>(name, entries, leases, rules, loadExecutor);
        this.refreshes = new Refreshes<>(
                name,
                entries,
                leases,
                new UnderWay(surroundings.scheduler()),
                surroundings.refreshExecutor(),
                statistics.refreshes());
        this.gets = new GetOperations<>(entries, statistics, loads, refreshes, customizations.readThroughLoader());
        this.puts = new PutOperations<>(entries, changes, statistics);
        this.replaces = new ReplaceOperations<>(entries, changes, statistics);
        this.removals = new RemoveOperations<>(entries, changes, statistics, settings.scanPageSize());
        this.invocations = new InvokeOperations<>(entries, changes, statistics, customizations.readThroughLoader());
        this.tags = new TagOperations<>(entries);
        this.ttls = new TtlOperations<>(entries);
        this.walks = new WalkOperations<>(entries, statistics, settings.scanPageSize(), this::ensureOpen);
        boolean readThrough = customizations.readThroughLoader() != null;
        this.async = new StoreAsyncCache<>(
                this, new UnawaitedOperations<>(entries, changes, statistics, readThrough, loadExecutor), loadExecutor);
    }

    /** Begins what can fail: beans and listeners. Called once, before the cache is handed out. */
    public void open() {
        if (store instanceof NearStore nearStore) {
            nearStore.open();
        }
        enableManagement(configuration.isManagementEnabled());
        enableStatistics(configuration.isStatisticsEnabled());
        for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
            Await.result(events.register(listener));
        }
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    /** {@inheritDoc} One round trip, none where the value is near; two more to load a value, three if it may have tags. */
    @Override
    public @Nullable V get(K key) {
        ensureOpen();
        return gets.get(checkedKey(key));
    }

    /**
     * {@inheritDoc} One pipelined round trip; two more to load values, three if they may have tags; one more where an access
     * changes the expiry.
     */
    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        ensureOpen();
        return gets.getAll(checkedKeys(keys));
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader) {
        return computeIfAbsent(key, loader, LoadOptions.none());
    }

    @Override
    public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions options) {
        ensureOpen();
        Objects.requireNonNull(loader, "loader");
        return gets.computeIfAbsent(
                checkedKey(key), from -> checkedLoaded(loader.apply(from)), Objects.requireNonNull(options, "options"));
    }

    @Override
    public CompletionStage<@Nullable V> computeIfAbsentAsync(
            K key, Function<? super K, ? extends CompletionStage<? extends @Nullable V>> loader, LoadOptions options) {
        ensureOpen();
        Objects.requireNonNull(loader, "loader");
        return gets.computeIfAbsentAsync(
                checkedKey(key),
                from -> loader.apply(from).thenApply(this::checkedLoaded),
                Objects.requireNonNull(options, "options"));
    }

    private @Nullable V checkedLoaded(@Nullable V value) {
        return value == null ? null : checkedValue(value);
    }

    /** {@inheritDoc} One round trip. */
    @Override
    public boolean containsKey(K key) {
        ensureOpen();
        return gets.containsKey(checkedKey(key));
    }

    // --- writing ---------------------------------------------------------------------------------------------------

    /** {@inheritDoc} One round trip; two with a writer or an expiry policy of the application's own. */
    @Override
    public void put(K key, V value) {
        ensureOpen();
        puts.put(checkedKey(key), checkedValue(value), EntryOptions.none());
    }

    @Override
    public void put(K key, V value, EntryOptions options) {
        ensureOpen();
        puts.put(checkedKey(key), checkedValue(value), Objects.requireNonNull(options, "options"));
    }

    /** {@inheritDoc} Costs as {@link #put(Object, Object)}. */
    @Override
    public @Nullable V getAndPut(K key, V value) {
        ensureOpen();
        return puts.getAndPut(checkedKey(key), checkedValue(value));
    }

    /** {@inheritDoc} One pipelined round trip; two with a writer or an expiry policy of the application's own. */
    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        ensureOpen();
        map.forEach((key, value) -> {
            checkedKey(key);
            checkedValue(value);
        });
        puts.putAll(map);
    }

    /** {@inheritDoc} Costs as {@link #put(Object, Object)}. */
    @Override
    public boolean putIfAbsent(K key, V value) {
        ensureOpen();
        return puts.putIfAbsent(checkedKey(key), checkedValue(value));
    }

    /** {@inheritDoc} Costs as {@link #put(Object, Object)}. */
    @Override
    public boolean replace(K key, V value) {
        ensureOpen();
        return replaces.replace(checkedKey(key), checkedValue(value), EntryOptions.none());
    }

    @Override
    public boolean replace(K key, V value, EntryOptions options) {
        ensureOpen();
        return replaces.replace(checkedKey(key), checkedValue(value), Objects.requireNonNull(options, "options"));
    }

    /**
     * {@inheritDoc} Two round trips. Values are the same if their bytes are, or if they are {@link Object#equals equal}.
     */
    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        ensureOpen();
        return replaces.replace(checkedKey(key), checkedValue(oldValue), checkedValue(newValue), EntryOptions.none());
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue, EntryOptions options) {
        ensureOpen();
        return replaces.replace(
                checkedKey(key),
                checkedValue(oldValue),
                checkedValue(newValue),
                Objects.requireNonNull(options, "options"));
    }

    /** {@inheritDoc} Costs as {@link #put(Object, Object)}. */
    @Override
    public @Nullable V getAndReplace(K key, V value) {
        ensureOpen();
        return replaces.getAndReplace(checkedKey(key), checkedValue(value), EntryOptions.none());
    }

    // --- removing --------------------------------------------------------------------------------------------------

    /** {@inheritDoc} One round trip. */
    @Override
    public boolean remove(K key) {
        ensureOpen();
        return removals.remove(checkedKey(key));
    }

    @Override
    public boolean remove(K key, EntryOptions options) {
        ensureOpen();
        return removals.remove(checkedKey(key), Objects.requireNonNull(options, "options"));
    }

    /** {@inheritDoc} Two round trips; what is the same value is as with {@link #replace(Object, Object, Object)}. */
    @Override
    public boolean remove(K key, V oldValue) {
        ensureOpen();
        return removals.remove(checkedKey(key), checkedValue(oldValue));
    }

    /** {@inheritDoc} One round trip. */
    @Override
    public @Nullable V getAndRemove(K key) {
        ensureOpen();
        return removals.getAndRemove(checkedKey(key));
    }

    /** {@inheritDoc} One pipelined round trip. */
    @Override
    public void removeAll(Set<? extends K> keys) {
        ensureOpen();
        removals.removeAll(checkedKeys(keys));
    }

    /** {@inheritDoc} A walk over the server's keys, and one pipelined round trip per page of entries. */
    @Override
    public void removeAll() {
        ensureOpen();
        removals.removeAll();
    }

    /** {@inheritDoc} Two pipelined round trips with a constant number of commands, however many entries there are. */
    @Override
    public void clear() {
        ensureOpen();
        removals.clear();
    }

    // --- tags ------------------------------------------------------------------------------------------------------

    @Override
    public Set<String> tags(K key) {
        ensureOpen();
        return tags.tags(checkedKey(key));
    }

    @Override
    public void invalidateTag(String tag) {
        ensureOpen();
        tags.invalidate(Set.of(Objects.requireNonNull(tag, "tag")));
    }

    @Override
    public void invalidateTags(Set<String> invalid) {
        ensureOpen();
        tags.invalidate(invalid);
    }

    @Override
    public long invalidateEntriesWithAll(Set<String> all, LongConsumer progress) {
        ensureOpen();
        return walks.invalidateEntriesWithAll(
                Objects.requireNonNull(all, "tags"), Objects.requireNonNull(progress, "progress"));
    }

    TagOperations<K> tagOperations() {
        return tags;
    }

    // --- processing, loading, walking ------------------------------------------------------------------------------

    /** {@inheritDoc} One round trip if the processor changes nothing, else two. */
    @Override
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        ensureOpen();
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        return invocations.invoke(checkedKey(key), entryProcessor, arguments);
    }

    /** {@inheritDoc} Costs as {@link #invoke} for each key. */
    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> entryProcessor, Object... arguments) {
        ensureOpen();
        Objects.requireNonNull(entryProcessor, "entryProcessor");
        return invocations.invokeAll(checkedKeys(keys), entryProcessor, arguments);
    }

    /** {@inheritDoc} One pipelined round trip besides the loader's work, or two. */
    @Override
    public void loadAll(
            Set<? extends K> keys, boolean replaceExistingValues, @Nullable CompletionListener completionListener) {
        ensureOpen();
        Set<? extends K> checked = Set.copyOf(checkedKeys(keys));
        CompletionListener listener = completionListener == null ? Unheard.INSTANCE : completionListener;
        Loader<K, V> configured = customizations.loader();
        if (configured == null) {
            listener.onCompletion();
        } else {
            LoadOperation<K, V> load = new LoadOperation<>(entries, loads, configured);
            loadExecutor.execute(() -> load(load, checked, replaceExistingValues, listener));
        }
    }

    private void load(
            LoadOperation<K, V> load, Set<? extends K> keys, boolean replaceExisting, CompletionListener listener) {
        Exception failure = null;
        try {
            ensureOpen();
            load.loadAll(keys, replaceExisting);
        } catch (RuntimeException e) {
            failure = e;
        }
        if (failure == null) {
            listener.onCompletion();
        } else {
            listener.onException(failure);
        }
    }

    /** {@inheritDoc} A walk over the server's keys, one pipelined round trip per page. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        ensureOpen();
        return new EntryIterator<>(
                entries, removals, statistics, configuration.settings().scanPageSize(), this::ensureOpen);
    }

    // --- what JCache does not have ---------------------------------------------------------------------------------

    @Override
    public EntryTtl ttl(K key) {
        ensureOpen();
        return ttls.ttl(checkedKey(key));
    }

    @Override
    public boolean expire(K key, Duration ttl) {
        ensureOpen();
        if (Objects.requireNonNull(ttl, "ttl").compareTo(Duration.ofMillis(1)) < 0) {
            throw CacheErrors.ttlTooShort();
        }
        return ttls.give(checkedKey(key), Ttl.of(ttl));
    }

    @Override
    public boolean persist(K key) {
        ensureOpen();
        return ttls.give(checkedKey(key), Ttl.ETERNAL);
    }

    @Override
    public long size() {
        ensureOpen();
        return walks.size();
    }

    @Override
    public long estimatedSize() {
        ensureOpen();
        return walks.estimatedSize();
    }

    @Override
    public Stream<K> keys(String pattern) {
        ensureOpen();
        return walks.keys(keyPattern(pattern));
    }

    @Override
    public long invalidateKeys(String pattern, LongConsumer progress) {
        ensureOpen();
        return walks.invalidateKeys(keyPattern(pattern), Objects.requireNonNull(progress, "progress"));
    }

    private KeyPattern keyPattern(String pattern) {
        return KeyPattern.of(Objects.requireNonNull(pattern, "pattern"), configuration.getKeyType());
    }

    @Override
    public CompletionStage<WarmUpReport> warmUp(Stream<? extends K> keys, WarmUp options) {
        ensureOpen();
        Objects.requireNonNull(keys, "keys");
        Objects.requireNonNull(options, "options");
        Loader<K, V> configured = customizations.loader();
        if (configured == null) {
            throw ConvenienceErrors.warmUpWithoutLoader(name);
        }
        return new WarmUpRun<K>(
                        new LoadOperation<>(entries, loads, configured), keys, options, this::checkedKeyWhileOpen)
                .start(loadExecutor);
    }

    private K checkedKeyWhileOpen(K key) {
        ensureOpen();
        return checkedKey(key);
    }

    @Override
    public LarderAsyncCache<K, V> async() {
        return async;
    }

    // --- listeners -------------------------------------------------------------------------------------------------

    /** {@inheritDoc} One subscription per cache, and a marker in each partition that listeners exist. */
    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        ensureOpen();
        configure(builder -> builder.addListener(listenerConfiguration));
        try {
            Await.result(events.register(listenerConfiguration));
        } catch (RuntimeException e) {
            deregisterCacheEntryListener(listenerConfiguration);
            throw e;
        }
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listenerConfiguration) {
        ensureOpen();
        Objects.requireNonNull(listenerConfiguration, "cacheEntryListenerConfiguration");
        configure(builder -> builder.removeListener(listenerConfiguration));
        Customizations.close(events.deregister(listenerConfiguration));
        Await.result(events.listen());
    }

    // --- configuration and life ------------------------------------------------------------------------------------

    private synchronized void configure(UnaryOperator<LarderCacheConfiguration.Builder<K, V>> change) {
        configuration = change.apply(configuration.toBuilder()).build();
    }

    /** Switches statistics on or off, with their bean; see {@link CacheManager#enableStatistics}. */
    public void enableStatistics(boolean enabled) {
        ensureOpen();
        configure(builder -> builder.settings(settings -> settings.statistics(enabled)));
        statistics.setEnabled(enabled);
        beans.showStatistics(enabled);
    }

    /** Switches the configuration's bean on or off; see {@link CacheManager#enableManagement}. */
    public void enableManagement(boolean enabled) {
        ensureOpen();
        configure(builder -> builder.settings(settings -> settings.management(enabled)));
        beans.showConfiguration(enabled);
    }

    /** {@inheritDoc} An immutable picture of the moment; a {@link MutableConfiguration} is a copy. */
    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        LarderCacheConfiguration<K, V> now = configuration;
        if (type.isInstance(now)) {
            return type.cast(now);
        }
        if (type.isAssignableFrom(MutableConfiguration.class)) {
            return type.cast(new MutableConfiguration<>(now));
        }
        throw CacheErrors.cannotUnwrap(type, LarderCacheConfiguration.class);
    }

    /** Returns the configured type of key; {@code Object} if the cache is not typed. */
    public Class<?> keyType() {
        return configuration.getKeyType();
    }

    /**
     * Returns the text that stands for a key in Redis.
     *
     * @throws ClassCastException if it is not of the configured type
     * @throws javax.cache.CacheException if its type has no stable form
     */
    @SuppressWarnings("unchecked") // checked against the configured type
    public String keyText(Object key) {
        ensureOpen();
        return codec.encodeKey(checkedKey((K) key)).text();
    }

    /** Returns the configured type of value; {@code Object} if the cache is not typed. */
    public Class<?> valueType() {
        return configuration.getValueType();
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    /** {@inheritDoc} The entries stay in Redis. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            List<Runnable> steps = new ArrayList<>();
            steps.add(onClose);
            steps.add(loads::close);
            steps.add(refreshes::close);
            steps.add(events::close);
            steps.add(beans::hideAll);
            steps.add(() -> Await.result(store.close()));
            steps.add(() -> Customizations.close(events.closeables()));
            steps.add(customizations::close);
            steps.add(codec::close);
            steps.forEach(this::attempt);
        }
    }

    /** Closes the cache and takes its entries out of Redis, for every JVM; see {@link CacheManager#destroyCache}. */
    public void destroy() {
        if (!isClosed()) {
            refreshes.close();
            loads.close(); // or what is loaded at the moment would be put after everything else was taken out
            try {
                Await.result(store.destroy());
            } finally {
                close();
            }
        }
    }

    /** Closing goes on whatever one of its steps does. */
    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.warn("Closing a cache: one step failed, the others are done", e);
        }
    }

    /** {@inheritDoc} Itself only, as {@link LarderCache} too. */
    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw CacheErrors.cannotUnwrap(type, LarderCache.class);
    }

    @Override
    public String toString() {
        return "LarderCache[" + name + (isClosed() ? ", closed]" : "]");
    }

    // --- checks ----------------------------------------------------------------------------------------------------

    /** Throws if the cache is closed. */
    void ensureOpen() {
        if (closed.get()) {
            throw CacheErrors.cacheClosed(name);
        }
    }

    K checkedKey(K key) {
        Objects.requireNonNull(key, "key");
        check("key", configuration.getKeyType(), key);
        return key;
    }

    V checkedValue(V value) {
        Objects.requireNonNull(value, "value");
        check("value", configuration.getValueType(), value);
        return value;
    }

    Set<? extends K> checkedKeys(Set<? extends K> keys) {
        keys.forEach(this::checkedKey);
        return keys;
    }

    private void check(String what, Class<?> type, Object object) {
        if (!type.isInstance(object)) {
            throw CacheErrors.wrongType(name, what, type, object.getClass());
        }
    }

    /** For a caller of {@code loadAll} who does not want to know. */
    private enum Unheard implements CompletionListener {
        INSTANCE;

        @Override
        public void onCompletion() {}

        @Override
        public void onException(Exception e) {
            log.warn("loadAll failed, and its caller gave no completion listener", e);
        }
    }
}
