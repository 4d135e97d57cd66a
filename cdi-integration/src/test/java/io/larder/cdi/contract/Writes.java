package io.larder.cdi.contract;

import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;

/** Counts the writes to a cache, as they are made. */
public final class Writes
        implements CacheEntryCreatedListener<Object, Object>, CacheEntryUpdatedListener<Object, Object> {

    static final AtomicInteger COUNT = new AtomicInteger();

    static final MutableCacheEntryListenerConfiguration<Object, Object> LISTENER =
            new MutableCacheEntryListenerConfiguration<>(FactoryBuilder.factoryOf(Writes.class), null, false, true);

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        events.forEach(event -> COUNT.incrementAndGet());
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Object, ? extends Object>> events) {
        events.forEach(event -> COUNT.incrementAndGet());
    }
}
