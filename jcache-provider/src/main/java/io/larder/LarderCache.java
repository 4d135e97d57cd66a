package io.larder;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * What Larder's caches can do beyond {@link Cache}. Every cache of Larder is one:
 *
 * <pre>{@code
 * LarderCache<String, Offer> offers = cache.unwrap(LarderCache.class);
 * }</pre>
 *
 * <p>Thread-safe. What {@link Cache} says of exceptions holds here as well: every operation throws
 * {@link IllegalStateException} once the cache is closed, {@link NullPointerException} for a null argument,
 * {@link ClassCastException} for a key or value that is not of the configured type, and
 * {@link javax.cache.CacheException} if Redis cannot be reached, does not answer in time, or if the thread is interrupted
 * while it waits; whether a change was made is then unknown.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public interface LarderCache<K, V> extends Cache<K, V> {

    /**
     * Puts a value as {@link #put(Object, Object)} does, with options of this entry's own. Costs as that: one round trip;
     * two with a writer.
     *
     * @param key the key
     * @param value the value
     * @param options what this entry has that the others do not
     * @throws javax.cache.integration.CacheWriterException if the writer fails; nothing is put then
     * @throws StaleFenceException if the options have a fencing token, and the key was written or removed with a higher one
     * @throws UnsupportedOperationException if the options have a fencing token and the cache writes through
     */
    void put(K key, V value, EntryOptions options);

    /**
     * Replaces a value as {@link #replace(Object, Object)} does, with options of the new entry's own. Costs as that: one round
     * trip; two with a writer or an expiry policy of the application.
     *
     * @param key the key
     * @param value the value
     * @param options what this entry has that the others do not
     * @return whether there was an entry. Where there was none nothing is written, so a stale fencing token may go unnoticed
     * @throws javax.cache.integration.CacheWriterException if the writer fails; nothing is replaced then
     * @throws StaleFenceException if the options have a fencing token, and the key was written or removed with a higher one
     * @throws UnsupportedOperationException if the options have a fencing token and the cache writes through
     */
    boolean replace(K key, V value, EntryOptions options);

    /**
     * Replaces an expected value as {@link #replace(Object, Object, Object)} does, with options of the new entry's own. Costs as
     * that: two round trips, one if there is another value.
     *
     * @param key the key
     * @param oldValue the value that is expected
     * @param newValue the value to put
     * @param options what this entry has that the others do not
     * @return whether there was an entry of the expected value. Where there was none nothing is written, so a stale fencing token
     *     goes unnoticed
     * @throws javax.cache.integration.CacheWriterException if the writer fails; nothing is replaced then
     * @throws StaleFenceException if the options have a fencing token, and the key was written or removed with a higher one
     * @throws UnsupportedOperationException if the options have a fencing token and the cache writes through
     */
    boolean replace(K key, V oldValue, V newValue, EntryOptions options);

    /**
     * Removes an entry as {@link #remove(Object)} does, if a fencing token of the options allows it. The token counts also where
     * there is no entry: who comes with a lower one puts none any more. Costs as that: one round trip.
     *
     * @param key the key
     * @param options with a fencing token, or none
     * @return whether there was an entry
     * @throws IllegalArgumentException if the options have a time to live, tags or a tagger, which only an entry can have
     * @throws StaleFenceException if the options have a fencing token, and the key was written or removed with a higher one
     * @throws UnsupportedOperationException if the options have a fencing token and the cache writes through
     */
    boolean remove(K key, EntryOptions options);

    /**
     * Returns the value of an entry; where there is none, the loader's, which is put into the cache.
     *
     * <p>Of all callers in all JVMs who miss the entry at the same time, read-through ones included, one loads, in its own
     * thread; the others wait and get what it loaded. A value is put only if the entry was not put, removed or cleared
     * while the loader ran. The loader may use the cache, except for entries whose loads wait for this one.
     *
     * <p>Costs one round trip if there is an entry, else two more, and one for each look whether another JVM is done.
     *
     * @param key the key
     * @param loader gives the value of the key; {@code null} if there is none, and nothing is put then
     * @return the value, {@code null} if there is none
     * @throws javax.cache.integration.CacheLoaderException whatever the loader threw, as its cause; for all who waited for
     *     that load
     */
    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader);

    /**
     * As {@link #computeIfAbsent(Object, Function)}, with options of this call's own. What they say of the entry takes effect
     * if it is this call's loader that runs.
     *
     * <p>With tags a value is not put either if one of them was invalidated while the loader ran. That costs one round trip
     * more, before the loader runs. Where the entry may be refreshed, its remaining time to live is asked for with the entry:
     * one command more, in the same round trip. A refresh calls this call's loader again, later and on a thread of the
     * manager's: one that needs something of the calling thread must bring it along.
     *
     * @param key the key
     * @param loader gives the value of the key
     * @param options what this load does otherwise than the others of its cache
     * @return the value, {@code null} if there is none
     * @throws javax.cache.integration.CacheLoaderException whatever the loader threw, as its cause
     * @throws CachedFailureException if the loader failed for this key a while ago, and that is remembered
     */
    @Nullable
    V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> loader, LoadOptions options);

    /**
     * As {@link #computeIfAbsent(Object, Function, LoadOptions)}, for a value that comes later. The calling thread waits for the
     * round trips to Redis that tell whether there is an entry and who loads it, and for no load. Of all callers in all JVMs one
     * calls its loader; the stages of the others complete with what that loads. No thread waits for it in the meantime, but for
     * one of the manager's in each other JVM.
     *
     * <p>The loader is called by the calling thread; by one of the manager's only where another caller was loading, and died or
     * was overtaken by a change. Everybody leaves the load to this caller as long as the loader's stage is open: one that never
     * completes holds up all who want this key, so give it a timeout. No entry is refreshed by such a loader.
     *
     * <p>Cancelling what is returned ends nothing but that stage. Stages that are not complete when they are returned are completed
     * by the manager's threads, as those of {@link #async()} are, and fail with the exceptions of
     * {@link #computeIfAbsent(Object, Function, LoadOptions)}; also if the loader throws.
     *
     * @param key the key
     * @param loader begins to load the value of the key; the value is {@code null} if there is none
     * @param options what this load does otherwise than the others of its cache
     * @return the value, {@code null} if there is none; complete already if there is an entry
     */
    CompletionStage<@Nullable V> computeIfAbsentAsync(
            K key, Function<? super K, ? extends CompletionStage<? extends @Nullable V>> loader, LoadOptions options);

    // --- tags ------------------------------------------------------------------------------------------------------

    /**
     * Returns the tags that an entry was written with. No access for the expiry policy, and no statistics. Costs as
     * {@link #get(Object)}: one round trip.
     *
     * @param key the key
     * @return the tags, empty if it has none or if there is no entry; unmodifiable
     */
    Set<String> tags(K key);

    /**
     * Makes every entry absent that has a tag, for every JVM. When it returns, nobody reads a value any more that was put
     * with the tag before the call. Entries without the tag are left alone, and so are those that are put during the call
     * and later. As with {@link #clear()}, no writer is called, no listener is told, and statistics stay as they are.
     *
     * <p>Two pipelined round trips with a constant number of commands, however many entries there are: first Redis is told,
     * then the near caches.
     *
     * @param tag the tag
     * @throws IllegalArgumentException if the tag is empty or too long to be one
     */
    void invalidateTag(String tag);

    /**
     * Makes every entry absent that has any of these tags; otherwise as {@link #invalidateTag}.
     *
     * @param tags the tags
     * @throws IllegalArgumentException if a tag is empty or too long to be one
     */
    void invalidateTags(Set<String> tags);

    /**
     * Removes the entries that have every one of these tags. Not what {@link #invalidateTags} does at once: it is a walk over the
     * server's keys, linear in their number, and removes entry by entry. Each is removed only if it is still the one that was
     * looked at, so that what is put meanwhile stays. Listeners are told and removals counted; the writer is not called, for
     * what the entries are made from has not gone.
     *
     * <p>One pipelined round trip per page of entries, and one more where the page has some to remove.
     *
     * @param tags the tags, at least one
     * @param progress told after each page, by the calling thread, how many entries were removed so far; if it throws, the walk
     *     ends, and what was removed stays removed
     * @return how many entries were removed
     * @throws IllegalArgumentException if there is no tag, or one is empty or too long
     */
    long invalidateEntriesWithAll(Set<String> tags, LongConsumer progress);

    // --- times to live ---------------------------------------------------------------------------------------------

    /**
     * Returns how long an entry has still to live. No access of the entry: its expiry stays, nothing is counted, nothing is
     * loaded. One round trip of two commands; where the entry is changed between the two, the answer may be that of either.
     *
     * @param key the key
     * @return what is left, or that there is no entry, or that it does not expire
     */
    EntryTtl ttl(K key);

    /**
     * Gives an entry a new time to live, counted from now. The value stays; the expiry policy is not asked, but about later
     * updates and accesses it is, as always. One round trip.
     *
     * @param key the key
     * @param ttl the time to live, at least a millisecond; fractions of one are cut off
     * @return whether there was an entry
     * @throws IllegalArgumentException if the time to live is shorter than a millisecond
     */
    boolean expire(K key, Duration ttl);

    /**
     * Takes an entry's time to live away, so that it does not expire; otherwise as {@link #expire}. One round trip.
     *
     * @param key the key
     * @return whether there was an entry
     */
    boolean persist(K key);

    // --- the cache as a whole --------------------------------------------------------------------------------------

    /**
     * Counts the entries. Exact for entries that are there from beginning to end; those that come or go meanwhile are counted
     * or not. A walk over the server's keys, and one pipelined round trip per page, which reads the entries: think of
     * {@link #estimatedSize()} first.
     *
     * @return the number of entries
     */
    long size();

    /**
     * Says about how many entries there are, with a bounded number of commands whatever their number: up to 10 per master
     * and the round trips for 250 entries of each.
     *
     * <p>While the servers hold at most 10000 keys altogether, of whatever kind and application, the entries are counted.
     * Otherwise it is an estimate from about 8000 keys per master. Where a tenth of the server's keys or more are entries of
     * this cache, and few of these were invalidated by {@link #clear()} a moment ago, it is in general less than 10 % off;
     * the smaller the share, the further off: of one in a hundred keys, about 25 %. On clusters whose servers keep a table per
     * slot (Redis 8, Valkey 8) it is an order of magnitude for all but the largest caches.
     *
     * @return about how many entries there are
     */
    long estimatedSize();

    /**
     * Returns the keys that match a pattern, for which there is an entry. Lazy: read page by page, as far as the stream is
     * asked for; sequential; without duplicates. Keys of entries that come or go meanwhile may be among them or not. No access
     * of the entries. Close the stream to be sure that no page is read any more; nothing else has to be given back.
     *
     * <p>The pattern is one of Redis ({@code *}, {@code ?}, {@code [ab]}, {@code [a-z]}, {@code [^a]}, and {@code \} before a
     * character without its meaning), held against the key's text: a string itself; of a number, date, UUID and whatever else is
     * one piece of text, this text; of an enum constant {@code class:NAME}. A composite key has no text: the pattern {@code *},
     * which matches every key, finds it, and others do not.
     *
     * <p>Cost: for {@code *} a walk over the server's keys, for others two, and one pipelined round trip per page of
     * entries that may match. Servers send the names of those only.
     *
     * @param pattern the pattern
     * @return the keys
     */
    Stream<K> keys(String pattern);

    /**
     * Removes the entries whose key matches a pattern, as {@link #keys} describes it. Listeners are told and removals counted;
     * the writer is not called, for what the entries are made from has not gone. An entry that is put meanwhile under a key
     * that was found is removed as well. Costs as {@link #keys}, and one more pipelined round trip per page.
     *
     * @param pattern the pattern
     * @param progress told after each page, by the calling thread, how many entries were removed so far; if it throws, the walk
     *     ends, and what was removed stays removed
     * @return how many entries were removed
     */
    long invalidateKeys(String pattern, LongConsumer progress);

    // --- loading ahead ---------------------------------------------------------------------------------------------

    /**
     * Loads the values of absent keys through the configured loader, behind the caller's back: by a number of workers of the
     * manager's, each with a batch of keys at a time. Entries that are there stay. A batch whose load fails is counted and
     * reported, and the others go on. Other loads do not wait for it. Two pipelined round trips per batch; one more, of what was
     * loaded, where the cache has a near cache, which is filled too.
     *
     * @param keys the keys; taken as they are needed, by one thread at a time, and closed at the end
     * @param options how many workers, how large a batch, who is told
     * @return what was done. Fails if the stream or the progress callback throws, a key is refused, or the cache is closed
     *     meanwhile. {@link java.util.concurrent.CompletableFuture#cancel Cancelled}, or completed otherwise, the warm-up ends
     *     after the batches that are under way
     * @throws javax.cache.CacheException if the cache has no loader
     */
    CompletionStage<WarmUpReport> warmUp(Stream<? extends K> keys, WarmUp options);

    // --- without waiting -------------------------------------------------------------------------------------------

    /**
     * Returns the operations of this cache for callers that do not wait.
     *
     * @return always the same object
     */
    LarderAsyncCache<K, V> async();
}
