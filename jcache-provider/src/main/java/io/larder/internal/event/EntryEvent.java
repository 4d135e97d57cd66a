package io.larder.internal.event;

import io.larder.internal.error.CacheErrors;
import javax.cache.Cache;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is told about one change. Immutable as far as key and values are, and shared by all listeners of this
 * JVM.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class EntryEvent<K, V> extends CacheEntryEvent<K, V> {

    private static final long serialVersionUID = 1L;

    // The spec makes events serializable because EventObject is; their source, the cache, never was.
    private final transient K key;
    private final transient @Nullable V value;
    private final transient @Nullable V oldValue;

    EntryEvent(Cache<K, V> source, EventType type, K key, @Nullable V value, @Nullable V oldValue) {
        super(source, type);
        this.key = key;
        this.value = value;
        this.oldValue = oldValue;
    }

    @Override
    public K getKey() {
        return key;
    }

    /** {@inheritDoc} For a removal or an expiration, the value that is gone. */
    @Override
    public @Nullable V getValue() {
        return value;
    }

    @Override
    public @Nullable V getOldValue() {
        return oldValue;
    }

    @Override
    public boolean isOldValueAvailable() {
        return oldValue != null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw CacheErrors.cannotUnwrap(type, CacheEntryEvent.class);
    }

    /** Returns the event without key and values, which may be secrets. */
    @Override
    public String toString() {
        return getEventType() + " in " + ((Cache<?, ?>) getSource()).getName();
    }
}
