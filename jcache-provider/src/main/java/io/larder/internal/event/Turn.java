package io.larder.internal.event;

import io.larder.internal.store.StoreEvent;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A writer's place in the order of its key's events: the writer waits for it, the stream of events offers it. Whichever
 * of the two comes first decides, atomically, who calls the synchronous listeners, so that they are called once.
 * Thread-safe.
 */
final class Turn {

    /** How the writer's wait ended. */
    enum Result {
        /** It is the writer's turn: it calls the listeners, then {@link #finish()}. */
        MINE,
        /** Others of the key took too long: the executor calls the listeners when the turn comes. */
        LEFT_TO_EXECUTOR,
        /** The event did not come back, so the stream is broken: the writer calls the listeners out of turn. */
        LOST
    }

    private enum State {
        SENT,
        QUEUED,
        OFFERED,
        ABANDONED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.SENT);
    private final CountDownLatch offered = new CountDownLatch(1);
    private volatile @Nullable StoreEvent event;
    private volatile @Nullable Runnable done;

    /** Called by the stream when the event came back, before it is queued. */
    void arrived(StoreEvent arrived) {
        event = arrived;
        state.compareAndSet(State.SENT, State.QUEUED);
    }

    /**
     * Called by the stream when the turn has come.
     *
     * @return whether the writer takes it; if not, nobody waits any more
     */
    boolean offer(Runnable whenDone) {
        done = whenDone;
        boolean taken = state.compareAndSet(State.QUEUED, State.OFFERED);
        offered.countDown();
        return taken;
    }

    /** Waits for the turn, no longer than this; an interrupt ends the wait and stays set. */
    Result await(long timeoutMillis) {
        try {
            offered.await(timeoutMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the change is made, only the wait ends here
        }
        return switch (state.getAndUpdate(now -> now == State.OFFERED ? now : State.ABANDONED)) {
            case OFFERED -> Result.MINE;
            case QUEUED, ABANDONED -> Result.LEFT_TO_EXECUTOR;
            case SENT -> Result.LOST;
        };
    }

    /** Returns the event as it came back, {@code null} before that. */
    @Nullable
    StoreEvent event() {
        return event;
    }

    /** Lets the next event of the key have its turn. */
    void finish() {
        Runnable next = done;
        if (next != null) {
            next.run();
        }
    }
}
