package io.larder;

import java.util.Set;

/**
 * Says which tags the entries of a cache have, from key and value, so that whoever writes need not. Called for every value
 * that is written: by {@code put}, {@code putAll}, {@code putIfAbsent}, {@code replace}, {@code invoke}, loads and their
 * kin. What {@link EntryOptions#withTags} names for one entry is added to it.
 *
 * <pre>{@code
 * LarderCacheConfiguration.builder(Integer.class, Product.class)
 *         .taggerFactory(() -> (id, product) -> Set.of("category:" + product.category()))
 *         .build();
 * }</pre>
 *
 * <p>Called by many threads at once, each time by the one that writes (with {@link LarderCache#async()}, {@code loadAll} and
 * {@code warmUp} that may be one of the manager's), and before a cache writer is called. Where a write begins again
 * because another change came between, it is asked again; and it is asked about a value that is then refused because
 * {@code putIfAbsent} finds an entry. So it should be quick and depend on nothing but key and value. One that is
 * {@link java.io.Closeable} is closed with the cache.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
@FunctionalInterface
public interface Tagger<K, V> {

    /**
     * Says which tags an entry has.
     *
     * @param key the key
     * @param value the value that is to be written
     * @return the tags, empty for none; see {@link EntryOptions#withTags} for what can be one. If it is anything else, or
     *     if an exception is thrown, nothing is written, and the operation fails with a {@link javax.cache.CacheException}
     */
    Set<String> tags(K key, V value);
}
