package io.larder.internal.loading;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The keys of one cache that this JVM is refreshing, or has tried to a moment ago: the many who read a key that is due ask
 * for nothing once more. Thread-safe.
 */
public final class UnderWay {

    private final Set<String> keyTexts = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService scheduler;
    private volatile boolean closed;

    /**
     * Prepares.
     *
     * @param scheduler what ends pauses
     */
    public UnderWay(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Returns whether it is the caller who refreshes the key; it calls {@link #end} or {@link #pause} when it is done. */
    public boolean begin(String keyText) {
        return !closed && keyTexts.add(keyText);
    }

    /** Lets the next who finds the key due refresh it. */
    public void end(String keyText) {
        keyTexts.remove(keyText);
    }

    /** As {@link #end}, after a while. */
    public void pause(String keyText, long millis) {
        try {
            Future<?> unused = scheduler.schedule(() -> end(keyText), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) { // the manager is closed, and nobody reads any more
            end(keyText);
        }
    }

    /** Returns whether the cache is closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Lets nobody begin any more, and nobody who has begun put what it loads. */
    public void close() {
        closed = true;
    }
}
