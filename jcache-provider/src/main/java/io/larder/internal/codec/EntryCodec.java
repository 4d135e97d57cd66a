package io.larder.internal.codec;

import io.larder.ValueFormat;
import java.util.List;
import java.util.Objects;
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

    private final ValueCodec values;
    private final KeyCodec keys;
    private final Undecodables undecodables = new Undecodables();

    /**
     * Creates the codec of one cache.
     *
     * @param format how values are written
     * @param loader where the classes of keys and values are found, and nowhere else; the caller keeps it alive
     * @param allowPatterns the classes that may be read and written besides JDK value types, in the syntax of
     *     {@code java.io.ObjectInputFilter.Config}; empty for the default filter
     * @throws javax.cache.CacheException if a pattern does not parse
     */
    public EntryCodec(ValueFormat format, ClassLoader loader, List<String> allowPatterns) {
        AllowedClasses classes = new AllowedClasses(loader, new ClassFilter(allowPatterns));
        values = new ValueCodec(format, classes);
        keys = new KeyCodec(values, classes);
    }

    /**
     * Encodes a key.
     *
     * @throws javax.cache.CacheException if the key's type has no stable form
     */
    public EncodedKey encodeKey(K key) {
        return keys.encode(key);
    }

    /**
     * Encodes a value, with its key's body where the key has one.
     *
     * @return the payload; nobody may change it
     * @throws javax.cache.CacheException if the key or the value cannot be serialized, or holds a class that the filter
     *     refuses
     */
    public byte[] encodeValue(EncodedKey key, V value) {
        return values.encode(key.body(), value);
    }

    /** Decodes a value; {@code null} if the bytes do not decode. */
    @SuppressWarnings("unchecked") // a cache that is used with other types than it was filled with fails at the caller
    public @Nullable V decodeValue(byte[] payload) {
        return (V) decoded(() -> values.decode(Payload.open(payload)));
    }

    /** Decodes a key from its text, or from the payload where the text is a digest; {@code null} if they do not decode. */
    @SuppressWarnings("unchecked") // as above
    public @Nullable K decodeKey(String keyText, byte[] payload) {
        return (K) decoded(() -> keys.decode(keyText, payload));
    }

    /**
     * Returns whether a payload holds a value: an equal object, an array of the same content, or whatever is written as
     * the same bytes. A payload that does not decode holds no value.
     *
     * @throws javax.cache.CacheException if the value cannot be serialized
     */
    public boolean sameValue(byte[] payload, V value) {
        Object stored = decoded(() -> values.decode(Payload.open(payload)));
        return stored != null && (Objects.deepEquals(value, stored) || sameBytes(payload, value));
    }

    private boolean sameBytes(byte[] payload, V value) {
        byte[] other = values.encode(null, value);
        return Payload.open(payload).sameValueBytes(Payload.open(other));
    }

    private @Nullable Object decoded(Decoding decoding) {
        try {
            Object object = decoding.run();
            if (object == null) {
                undecodables.add(new UndecodableException("null where an object should be"));
            }
            return object;
        } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError e) {
            // Anything may happen while hostile or outdated bytes are read; an array too large is the last of them.
            undecodables.add(e);
            return null;
        }
    }

    /** Reading that may fail in any way. */
    private interface Decoding {
        @Nullable
        Object run() throws Exception;
    }

    /** Returns how many payloads and keys have not decoded so far. */
    public long undecodable() {
        return undecodables.count();
    }

    /**
     * Lets go of every class of the loader, and of the loader. Works afterwards as long as the loader lives, but pools
     * nothing.
     */
    public void close() {
        values.close();
    }
}
