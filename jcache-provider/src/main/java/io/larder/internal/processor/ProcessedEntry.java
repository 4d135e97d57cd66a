package io.larder.internal.processor;

import io.larder.internal.error.CacheErrors;
import java.util.Objects;
import java.util.function.Function;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * An entry in the hands of an entry processor: it remembers what is done to it and changes nothing else. Used by one
 * thread, for one call of one processor.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class ProcessedEntry<K, V> implements MutableEntry<K, V> {

    private enum State {
        UNTOUCHED,
        ACCESSED,
        LOADED,
        WRITTEN,
        REMOVED
    }

    private final K key;
    private final boolean existed;
    private final @Nullable Function<? super K, ? extends @Nullable V> loader;
    private @Nullable V value;
    private State state = State.UNTOUCHED;

    /**
     * Begins with what the cache holds.
     *
     * @param value the value, {@code null} if there is none
     * @param loader what to read through, {@code null} if the cache is not configured for it
     */
    public ProcessedEntry(K key, @Nullable V value, @Nullable Function<? super K, ? extends @Nullable V> loader) {
        this.key = key;
        this.value = value;
        this.existed = value != null;
        this.loader = loader;
    }

    @Override
    public K getKey() {
        return key;
    }

    /** {@inheritDoc} Does not load. */
    @Override
    public boolean exists() {
        return value != null;
    }

    /** {@inheritDoc} Loads an absent entry once if the cache reads through; not one that was just removed. */
    @Override
    public @Nullable V getValue() {
        if (state == State.UNTOUCHED) {
            if (value != null) {
                state = State.ACCESSED;
            } else if (loader != null) {
                load(loader);
            }
        }
        return value;
    }

    private void load(Function<? super K, ? extends @Nullable V> from) {
        value = from.apply(key);
        if (value != null) {
            state = State.LOADED;
        }
    }

    @Override
    public void setValue(V newValue) {
        value = Objects.requireNonNull(newValue, "An entry's value is never null; to take it away, use remove()");
        state = State.WRITTEN;
    }

    /** {@inheritDoc} An entry that this processor made itself leaves no trace. */
    @Override
    public void remove() {
        boolean madeHere = !existed && (state == State.WRITTEN || state == State.LOADED);
        state = madeHere ? State.UNTOUCHED : State.REMOVED;
        value = null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw CacheErrors.cannotUnwrap(type, MutableEntry.class);
    }

    /** Returns what is left of all that was done. */
    public Effect<V> effect() {
        V result = value;
        return switch (state) {
            case UNTOUCHED -> new Effect.None<>();
            case ACCESSED -> new Effect.Accessed<>();
            case REMOVED -> new Effect.Removed<>();
            case LOADED -> new Effect.Loaded<>(Objects.requireNonNull(result));
            case WRITTEN -> new Effect.Written<>(Objects.requireNonNull(result));
        };
    }
}
