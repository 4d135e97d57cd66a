package io.larder.internal.operation;

import io.larder.internal.event.PendingEvent;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.StoredEntry;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A removal that was answered, and the event that may follow from it.
 *
 * @param removal what was asked
 * @param result what was answered
 * @param event to be told once the operation has counted what it did
 */
record Taken(Removal removal, RemovalResult result, PendingEvent event) {

    /** Waits for the answer; throws what {@link Await} throws. */
    static Taken of(Removal removal, CompletionStage<RemovalResult> stage, PendingEvent event) {
        return new Taken(removal, Await.result(stage, event, RemovalResult::published), event);
    }

    /** A removal that need not be sent, because there was nothing to remove. */
    static Taken nothing(Removal removal) {
        return new Taken(removal, new RemovalResult(RemovalResult.Outcome.ABSENT, null, false), PendingEvent.NONE);
    }

    boolean isRemoved() {
        return result.isRemoved();
    }

    @Nullable
    StoredEntry previous() {
        return result.previous();
    }

    /** Calls the synchronous listeners, if there is something to tell. */
    void tell() {
        if (result.published()) {
            event.tell(this::asEvent);
        }
    }

    private StoreEvent asEvent() {
        StoredEntry previous = result.previous();
        return new StoreEvent(
                StoreEvent.Kind.REMOVED,
                removal.keyText(),
                removal.operationId(),
                null,
                previous == null ? null : previous.payload());
    }
}
