package io.larder.internal.event;

import io.larder.internal.store.Interest;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * One registered listener with its filter. Thread-safe as far as the two are.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class ListenerRegistration<K, V> {

    private final CacheEntryListenerConfiguration<K, V> configuration;
    private final CacheEntryListener<? super K, ? super V> listener;
    private final @Nullable CacheEntryEventFilter<? super K, ? super V> filter;

    ListenerRegistration(CacheEntryListenerConfiguration<K, V> configuration) {
        this.configuration = configuration;
        this.listener = configuration.getCacheEntryListenerFactory().create();
        Factory<? extends CacheEntryEventFilter<? super K, ? super V>> filterFactory =
                configuration.getCacheEntryEventFilterFactory();
        this.filter = filterFactory == null ? null : filterFactory.create();
    }

    boolean isOf(CacheEntryListenerConfiguration<K, V> other) {
        return configuration.equals(other);
    }

    boolean isSynchronous() {
        return configuration.isSynchronous();
    }

    /** Returns what the store must tell for this listener to be right. */
    Interest interest() {
        boolean changes = listener instanceof CacheEntryCreatedListener
                || listener instanceof CacheEntryUpdatedListener
                || listener instanceof CacheEntryRemovedListener;
        return new Interest(
                changes, changes && configuration.isOldValueRequired(), listener instanceof CacheEntryExpiredListener);
    }

    boolean wants(EventType type) {
        return switch (type) {
            case CREATED -> listener instanceof CacheEntryCreatedListener;
            case UPDATED -> listener instanceof CacheEntryUpdatedListener;
            case REMOVED -> listener instanceof CacheEntryRemovedListener;
            case EXPIRED -> listener instanceof CacheEntryExpiredListener;
        };
    }

    /**
     * Calls the listener if it wants the event and the filter lets it pass.
     *
     * @throws CacheEntryListenerException whatever listener or filter threw
     */
    void fire(CacheEntryEvent<K, V> event) {
        try {
            if (wants(event.getEventType()) && (filter == null || filter.evaluate(event))) {
                call(event);
            }
        } catch (CacheEntryListenerException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CacheEntryListenerException(
                    "A cache entry listener failed: " + listener.getClass().getName(), e);
        }
    }

    @SuppressWarnings("unchecked") // a listener of a supertype takes events of the subtype
    private void call(CacheEntryEvent<K, V> event) {
        List<CacheEntryEvent<? extends K, ? extends V>> events = List.of(event);
        switch (event.getEventType()) {
            case CREATED -> ((CacheEntryCreatedListener<K, V>) listener).onCreated(events);
            case UPDATED -> ((CacheEntryUpdatedListener<K, V>) listener).onUpdated(events);
            case REMOVED -> ((CacheEntryRemovedListener<K, V>) listener).onRemoved(events);
            case EXPIRED -> ((CacheEntryExpiredListener<K, V>) listener).onExpired(events);
        }
    }

    /** Returns what must be closed with the cache. */
    List<Closeable> closeables() {
        List<Closeable> closeables = new ArrayList<>();
        if (listener instanceof Closeable closeable) {
            closeables.add(closeable);
        }
        if (filter instanceof Closeable closeable) {
            closeables.add(closeable);
        }
        return closeables;
    }
}
