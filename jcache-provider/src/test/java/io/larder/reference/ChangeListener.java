package io.larder.reference;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Writes changes down, and is no listener to expirations, whose time no two implementations share. */
final class ChangeListener
        implements CacheEntryCreatedListener<Integer, String>,
                CacheEntryUpdatedListener<Integer, String>,
                CacheEntryRemovedListener<Integer, String> {

    private final EventRecorder<Integer, String> recorder = new EventRecorder<>();

    MutableCacheEntryListenerConfiguration<Integer, String> configuration() {
        return EventRecorder.configurationOf(this, true, true);
    }

    /** Returns what was told since the last time, in the order of each key. */
    Map<Integer, List<Told<Integer, String>>> take() {
        Map<Integer, List<Told<Integer, String>>> taken =
                recorder.told().stream().collect(Collectors.groupingBy(Told::key, TreeMap::new, Collectors.toList()));
        recorder.forget();
        return taken;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        recorder.onCreated(events);
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        recorder.onUpdated(events);
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Integer, ? extends String>> events) {
        recorder.onRemoved(events);
    }
}
