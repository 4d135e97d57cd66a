package io.larder.internal.store;

/** A connection to the place where the stores are; one per cache manager. Thread-safe. */
public interface StoreConnection {

    /**
     * Opens the store of one cache.
     *
     * @param cacheName the cache's name, any string
     * @param partitions the number of partitions, fixed while the cache has content
     * @throws javax.cache.CacheException if the server cannot be reached, or if the cache is there with another number
     *     of partitions or another format
     */
    EntryStore open(String cacheName, int partitions);

    /**
     * Returns the client underneath.
     *
     * @throws IllegalArgumentException if it is not of this type
     */
    <T> T unwrap(Class<T> type);

    /** Closes what was opened here; a client that was brought along is left open. Idempotent. */
    void close();
}
