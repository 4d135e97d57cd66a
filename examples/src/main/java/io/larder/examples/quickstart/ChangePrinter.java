package io.larder.examples.quickstart;

import java.io.PrintStream;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Prints what happens to the products. In every JVM that registers one, whichever JVM makes the change. */
final class ChangePrinter
        implements CacheEntryCreatedListener<Long, Product>,
                CacheEntryUpdatedListener<Long, Product>,
                CacheEntryRemovedListener<Long, Product> {

    private final PrintStream out;

    ChangePrinter(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends Long, ? extends Product>> events) {
        events.forEach(event -> out.println("   heard: created " + event.getValue()));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends Long, ? extends Product>> events) {
        events.forEach(event -> out.println("   heard: updated " + event.getOldValue() + " to " + event.getValue()));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends Long, ? extends Product>> events) {
        events.forEach(event -> out.println("   heard: removed " + event.getKey()));
    }
}
