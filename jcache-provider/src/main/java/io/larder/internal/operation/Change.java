package io.larder.internal.operation;

import io.larder.internal.event.PendingEvent;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A write that was answered, and the event that may follow from it.
 *
 * @param write what was asked
 * @param result what was answered
 * @param event to be told once the operation has counted what it did
 */
record Change(Write write, WriteResult result, PendingEvent event) {

    /** Waits for the answer; throws what {@link Await} throws. */
    static Change of(Write write, CompletionStage<WriteResult> stage, PendingEvent event) {
        return new Change(write, Await.result(stage, event, WriteResult::published), event);
    }

    WriteResult.Outcome outcome() {
        return result.outcome();
    }

    boolean isApplied() {
        return outcome() != WriteResult.Outcome.REFUSED;
    }

    /** See {@link WriteResult#isPut}. */
    boolean isPut() {
        return result.isPut();
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
                outcome() == WriteResult.Outcome.CREATED ? StoreEvent.Kind.CREATED : StoreEvent.Kind.UPDATED,
                write.keyText(),
                write.version(),
                write.payload(),
                previous == null ? null : previous.payload());
    }
}
