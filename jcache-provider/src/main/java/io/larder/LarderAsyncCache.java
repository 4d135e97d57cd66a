package io.larder;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a cache for callers that do not wait; see {@link LarderCache#async()}. Thread-safe.
 *
 * <p>Each does what the operation of the same name does, counts in the same statistics, costs the same round trips, and
 * fails with the same exceptions: always by its stage, also where an argument is refused or the cache is closed. A
 * {@link javax.cache.CacheException} is the stage's failure itself, no wrapping of another one.
 *
 * <p><b>Threads.</b> Keys and values are encoded by the calling thread. Where Redis alone decides (no loader, writer or
 * expiry policy of the application's own, and no synchronous listener), no thread waits for {@link #get}, {@link #getAll},
 * {@link #containsKey}, {@link #put}, {@link #putAll}, {@link #putIfAbsent}, {@link #getAndPut}, {@code remove(key)} and
 * {@code remove(key, options)}, {@link #removeAll}, {@link #getAndRemove}, {@link #clear} and what is about tags. Everything
 * else runs as it would for a caller that waits, on a thread of the manager. Stages are completed by the manager's threads,
 * which have the application's class loader as context class loader, and of which there are as many as it takes: what depends
 * on a stage may block. None of that is ever done by a thread of the network.
 *
 * <p><b>Order.</b> What one thread asks about one key takes effect in that order, as far as no thread waits for it.
 *
 * <p><b>Cancelling</b> a stage (its {@link CompletionStage#toCompletableFuture() future}) keeps a request that has not left
 * yet from leaving; what has left takes effect. Who asks faster than Redis answers fills the memory: keep the number of
 * open stages within bounds.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface LarderAsyncCache<K, V> {

    /**
     * {@return the value of a key, {@code null} if there is none}
     *
     * @param key the key
     */
    CompletionStage<@Nullable V> get(K key);

    /**
     * {@return the values of those keys that have one}
     *
     * @param keys the keys
     */
    CompletionStage<Map<K, V>> getAll(Set<? extends K> keys);

    /**
     * {@return whether there is an entry of this key}
     *
     * @param key the key
     */
    CompletionStage<Boolean> containsKey(K key);

    /**
     * {@return a stage that completes when the value is put}
     *
     * @param key the key
     * @param value the value
     */
    CompletionStage<@Nullable Void> put(K key, V value);

    /**
     * {@return a stage that completes when the value is put, with options of the entry's own}
     *
     * @param key the key
     * @param value the value
     * @param options what this entry has that the others do not
     */
    CompletionStage<@Nullable Void> put(K key, V value, EntryOptions options);

    /**
     * {@return a stage that completes when all values are put}
     *
     * @param map keys and values
     */
    CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> map);

    /**
     * {@return whether there was no entry, so that this value was put}
     *
     * @param key the key
     * @param value the value
     */
    CompletionStage<Boolean> putIfAbsent(K key, V value);

    /**
     * {@return whether there was an entry, so that it has the new value}
     *
     * @param key the key
     * @param value the value
     */
    CompletionStage<Boolean> replace(K key, V value);

    /**
     * {@return whether there was an entry of this value, so that it has the new one}
     *
     * @param key the key
     * @param oldValue the value that is expected
     * @param newValue the value to put
     */
    CompletionStage<Boolean> replace(K key, V oldValue, V newValue);

    /**
     * {@return whether there was an entry, so that it has the new value, with options of the entry's own}
     *
     * @param key the key
     * @param value the value
     * @param options what this entry has that the others do not
     */
    CompletionStage<Boolean> replace(K key, V value, EntryOptions options);

    /**
     * {@return whether there was an entry of this value, so that it has the new one, with options of the entry's own}
     *
     * @param key the key
     * @param oldValue the value that is expected
     * @param newValue the value to put
     * @param options what this entry has that the others do not
     */
    CompletionStage<Boolean> replace(K key, V oldValue, V newValue, EntryOptions options);

    /**
     * {@return whether there was an entry to remove}
     *
     * @param key the key
     */
    CompletionStage<Boolean> remove(K key);

    /**
     * {@return whether there was an entry to remove}
     *
     * @param key the key
     * @param options with a fencing token, or none
     */
    CompletionStage<Boolean> remove(K key, EntryOptions options);

    /**
     * {@return whether there was an entry of this value to remove}
     *
     * @param key the key
     * @param oldValue the value that is expected
     */
    CompletionStage<Boolean> remove(K key, V oldValue);

    /**
     * {@return a stage that completes when none of these keys has an entry}
     *
     * @param keys the keys
     */
    CompletionStage<@Nullable Void> removeAll(Set<? extends K> keys);

    /**
     * {@return the value before, {@code null} if there was none}
     *
     * @param key the key
     * @param value the value
     */
    CompletionStage<@Nullable V> getAndPut(K key, V value);

    /**
     * {@return the value that was removed, {@code null} if there was none}
     *
     * @param key the key
     */
    CompletionStage<@Nullable V> getAndRemove(K key);

    /**
     * {@return the value that was replaced, {@code null} if there was none}
     *
     * @param key the key
     * @param value the value
     */
    CompletionStage<@Nullable V> getAndReplace(K key, V value);

    /**
     * {@return what the processor returned; it runs on a thread of the manager}
     *
     * @param <T> the type of what the processor returns
     * @param key the key
     * @param processor what to run
     * @param arguments what it is given
     */
    <T> CompletionStage<@Nullable T> invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments);

    /** {@return a stage that completes when there is no entry any more} */
    CompletionStage<@Nullable Void> clear();

    /**
     * {@return the tags that the entry of a key was written with, empty if it has none or if there is no entry}
     *
     * @param key the key
     */
    CompletionStage<Set<String>> tags(K key);

    /**
     * {@return a stage that completes when every entry is absent that had this tag when it was asked for}
     *
     * @param tag the tag
     */
    CompletionStage<@Nullable Void> invalidateTag(String tag);

    /**
     * {@return a stage that completes when every entry is absent that had any of these tags when it was asked for}
     *
     * @param tags the tags
     */
    CompletionStage<@Nullable Void> invalidateTags(Set<String> tags);

    /**
     * {@return a stage that completes when the loader's values are put}
     *
     * @param keys the keys
     * @param replaceExistingValues whether what is there is loaded again and replaced
     */
    CompletionStage<@Nullable Void> loadAll(Set<? extends K> keys, boolean replaceExistingValues);
}
