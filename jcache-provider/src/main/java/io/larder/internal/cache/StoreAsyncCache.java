package io.larder.internal.cache;

import io.larder.EntryOptions;
import io.larder.LarderAsyncCache;
import io.larder.internal.operation.Handover;
import io.larder.internal.operation.UnawaitedOperations;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a cache for callers that do not wait. Thread-safe.
 *
 * <p>What the store can decide alone is sent at once; everything else is the operation that waits, on a thread that may.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class StoreAsyncCache<K, V> implements LarderAsyncCache<K, V> {

    private final StoreCache<K, V> cache;
    private final UnawaitedOperations<K, V> unawaited;
    private final Executor executor;

    /**
     * Puts the operations together.
     *
     * @param cache checks arguments, and has the operations that wait
     * @param executor where those run
     */
    StoreAsyncCache(StoreCache<K, V> cache, UnawaitedOperations<K, V> unawaited, Executor executor) {
        this.cache = cache;
        this.unawaited = unawaited;
        this.executor = executor;
    }

    /** Makes what is refused at once the stage's failure, as everything else that goes wrong. */
    private <T extends @Nullable Object> CompletionStage<T> begin(Supplier<CompletionStage<T>> operation) {
        try {
            cache.ensureOpen();
            return operation.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private <T extends @Nullable Object> CompletionStage<T> waiting(Supplier<T> operation) {
        return Handover.of(executor, operation);
    }

    private CompletionStage<@Nullable Void> waiting(Runnable operation) {
        return Handover.<@Nullable Void>of(executor, () -> {
            operation.run();
            return null;
        });
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<@Nullable V> get(K key) {
        return begin(() -> {
            cache.checkedKey(key);
            return unawaited.storeDecidesReads() ? unawaited.get(key) : waiting(() -> cache.get(key));
        });
    }

    @Override
    public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
        return begin(() -> {
            Set<? extends K> asked = Set.copyOf(cache.checkedKeys(keys));
            return unawaited.storeDecidesReads() ? unawaited.getAll(asked) : waiting(() -> cache.getAll(asked));
        });
    }

    @Override
    public CompletionStage<Boolean> containsKey(K key) {
        return begin(() -> unawaited.containsKey(cache.checkedKey(key)));
    }

    // --- writing ---------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value) {
        return put(key, value, EntryOptions.none());
    }

    @Override
    public CompletionStage<@Nullable Void> put(K key, V value, EntryOptions options) {
        return begin(() -> {
            check(key, value);
            Objects.requireNonNull(options, "options");
            return unawaited.storeDecidesWrites()
                    ? unawaited.put(key, value, options)
                    : waiting(() -> cache.put(key, value, options));
        });
    }

    @Override
    public CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> map) {
        return begin(() -> {
            map.forEach(this::check);
            Map<? extends K, ? extends V> given = Map.copyOf(map);
            return unawaited.storeDecidesWrites() ? unawaited.putAll(given) : waiting(() -> cache.putAll(given));
        });
    }

    @Override
    public CompletionStage<Boolean> putIfAbsent(K key, V value) {
        return begin(() -> {
            check(key, value);
            return unawaited.storeDecidesWrites()
                    ? unawaited.putIfAbsent(key, value, again -> cache.putIfAbsent(again, value))
                    : waiting(() -> cache.putIfAbsent(key, value));
        });
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V value) {
        return begin(() -> {
            check(key, value);
            return waiting(() -> cache.replace(key, value));
        });
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V value, EntryOptions options) {
        return begin(() -> {
            check(key, value);
            Objects.requireNonNull(options, "options");
            return waiting(() -> cache.replace(key, value, options));
        });
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V oldValue, V newValue) {
        return begin(() -> {
            check(key, oldValue);
            check(key, newValue);
            return waiting(() -> cache.replace(key, oldValue, newValue));
        });
    }

    @Override
    public CompletionStage<Boolean> replace(K key, V oldValue, V newValue, EntryOptions options) {
        return begin(() -> {
            check(key, oldValue);
            check(key, newValue);
            Objects.requireNonNull(options, "options");
            return waiting(() -> cache.replace(key, oldValue, newValue, options));
        });
    }

    @Override
    public CompletionStage<@Nullable V> getAndPut(K key, V value) {
        return begin(() -> {
            check(key, value);
            return unawaited.storeDecidesWrites()
                    ? unawaited.getAndPut(key, value)
                    : waiting(() -> cache.getAndPut(key, value));
        });
    }

    @Override
    public CompletionStage<@Nullable V> getAndReplace(K key, V value) {
        return begin(() -> {
            check(key, value);
            return waiting(() -> cache.getAndReplace(key, value));
        });
    }

    // --- removing --------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<Boolean> remove(K key) {
        return begin(() -> {
            cache.checkedKey(key);
            return unawaited.storeDecidesRemovals() ? unawaited.remove(key) : waiting(() -> cache.remove(key));
        });
    }

    @Override
    public CompletionStage<Boolean> remove(K key, EntryOptions options) {
        return begin(() -> {
            cache.checkedKey(key);
            Objects.requireNonNull(options, "options");
            return unawaited.storeDecidesRemovals()
                    ? unawaited.remove(key, options)
                    : waiting(() -> cache.remove(key, options));
        });
    }

    @Override
    public CompletionStage<Boolean> remove(K key, V oldValue) {
        return begin(() -> {
            check(key, oldValue);
            return waiting(() -> cache.remove(key, oldValue));
        });
    }

    @Override
    public CompletionStage<@Nullable Void> removeAll(Set<? extends K> keys) {
        return begin(() -> {
            Set<? extends K> given = Set.copyOf(cache.checkedKeys(keys));
            return unawaited.storeDecidesRemovals()
                    ? unawaited.removeAll(given)
                    : waiting(() -> cache.removeAll(given));
        });
    }

    @Override
    public CompletionStage<@Nullable V> getAndRemove(K key) {
        return begin(() -> {
            cache.checkedKey(key);
            return unawaited.storeDecidesRemovals()
                    ? unawaited.getAndRemove(key)
                    : waiting(() -> cache.getAndRemove(key));
        });
    }

    @Override
    public CompletionStage<@Nullable Void> clear() {
        return begin(unawaited::clear);
    }

    // --- tags ------------------------------------------------------------------------------------------------------

    @Override
    public CompletionStage<Set<String>> tags(K key) {
        return begin(() -> unawaited.tags(cache.checkedKey(key)));
    }

    @Override
    public CompletionStage<@Nullable Void> invalidateTag(String tag) {
        return begin(() -> unawaited.invalidateTags(Set.of(Objects.requireNonNull(tag, "tag"))));
    }

    @Override
    public CompletionStage<@Nullable Void> invalidateTags(Set<String> tags) {
        return begin(() -> unawaited.invalidateTags(Set.copyOf(tags)));
    }

    // --- processing and loading ------------------------------------------------------------------------------------

    @Override
    public <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        return begin(() -> {
            cache.checkedKey(key);
            Objects.requireNonNull(processor, "processor");
            return waiting(() -> cache.invoke(key, processor, arguments));
        });
    }

    @Override
    public CompletionStage<@Nullable Void> loadAll(Set<? extends K> keys, boolean replaceExistingValues) {
        return begin(() -> {
            Heard heard = new Heard();
            cache.loadAll(keys, replaceExistingValues, heard);
            return heard.answer;
        });
    }

    /** A completion listener as a stage. */
    private static final class Heard implements CompletionListener {

        private final CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();

        @Override
        public void onCompletion() {
            answer.complete(null);
        }

        @Override
        public void onException(Exception e) {
            answer.completeExceptionally(e);
        }
    }

    private void check(K key, V value) {
        cache.checkedKey(key);
        cache.checkedValue(value);
    }
}
