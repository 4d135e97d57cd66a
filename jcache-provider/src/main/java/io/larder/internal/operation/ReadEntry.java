package io.larder.internal.operation;

import io.larder.internal.codec.EncodedKey;

/**
 * A key and what was read for it. Immutable.
 *
 * @param key the key
 * @param encoded the key as Redis sees it
 * @param snapshot what was read
 * @param <K> the type of key
 * @param <V> the type of value
 */
record ReadEntry<K, V>(K key, EncodedKey encoded, Snapshot<V> snapshot) {}
