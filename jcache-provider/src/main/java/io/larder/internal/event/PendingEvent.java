package io.larder.internal.event;

import io.larder.internal.store.StoreEvent;
import java.util.function.Supplier;

/**
 * An event that a writer may have caused: to be told, or to be forgotten, before the operation returns. Used by one
 * thread.
 */
public interface PendingEvent {

    /** Where nobody listens synchronously in this JVM. */
    PendingEvent NONE = new PendingEvent() {
        @Override
        public void tell(Supplier<StoreEvent> event) {}

        @Override
        public void forget() {}
    };

    /**
     * Waits for the event's turn, within the cache's listener timeout, and calls the synchronous listeners.
     *
     * @param event what to tell where the event does not come back from Redis
     * @throws javax.cache.event.CacheEntryListenerException what a listener threw; the change is made all the same
     */
    void tell(Supplier<StoreEvent> event);

    /** Nothing happened, or nobody knows what: there is no event to wait for. */
    void forget();
}
