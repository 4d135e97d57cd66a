package io.larder.pressure;

import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Listens to every change and does nothing with it. */
public final class ChangeListener
        implements CacheEntryCreatedListener<Integer, String>,
                CacheEntryUpdatedListener<Integer, String>,
                CacheEntryRemovedListener<Integer, String> {

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        events.forEach(event -> {});
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        events.forEach(event -> {});
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        events.forEach(event -> {});
    }
}
