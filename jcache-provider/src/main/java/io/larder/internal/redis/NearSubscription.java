package io.larder.internal.redis;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One way in which messages for a near cache come. It stands, ends and stands again, each time as another one, told apart
 * by identity. Thread-safe.
 */
interface NearSubscription {

    /** Hears how the subscription is. Called by several threads, perhaps with locks held. */
    interface Owner {

        /** From before this call on, every message that is published comes. */
        void stands(NearSubscription which, Object standing);

        /** Messages may have been lost, or will be. */
        void ended(NearSubscription which, Object standing);

        /** This server, or what this user may do, does not allow it; it has given up. */
        void refused(NearSubscription which);
    }

    /** Which wish tells writers to publish in this way. */
    int flag();

    /** Begins; called once. */
    void open(Owner owner, Consumer<byte[]> receiver);

    /** Looks after what may have gone unnoticed. */
    void look();

    /** Ends it. */
    CompletionStage<?> close();
}
