package io.larder.internal.lock;

import io.larder.internal.error.LockErrors;
import java.util.List;

/**
 * Gives out fencing tokens. Thread-safe.
 *
 * <p>A token is taken from one counter while the locks are held, and is good only if they are still held afterwards, by the
 * holder that took them. A holder takes a lock once, so it has held it all the time from taking it until the look, and the
 * token was taken within that time. The holds of one lock do not overlap, and the counter only rises: hence the token of a
 * later hold is higher. Were the token taken before the lock, a holder could get a low one, wait, and write with it after
 * somebody with a higher one; without the look, a holder whose lease ended in between could have a token higher than its
 * successor's.
 */
final class Tokens {

    private final LockServer server;

    Tokens(LockServer server) {
        this.server = server;
    }

    /**
     * Returns a token for locks that are all held by these holders. Two round trips, and one more per further lock.
     *
     * @param lock what messages call them
     * @throws IllegalMonitorStateException if one of them is no longer held
     */
    long next(String lock, List<LockServer.Holder> holders) {
        long token = Waiting.throughInterrupts(server.nextToken());
        for (LockServer.Holder holder : holders) {
            if (!Waiting.throughInterrupts(holder.holds())) {
                throw LockErrors.lost("fencingToken", lock);
            }
        }
        return token;
    }
}
