package io.larder.internal.redis;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redisson.RedissonFairLock;
import org.redisson.command.CommandAsyncExecutor;

/** Redisson's lock with a queue, whose queue can also be left by one who no longer wants to wait. */
final class FairLock extends RedissonFairLock {

    FairLock(CommandAsyncExecutor commands, String name) {
        super(commands, name);
    }

    /**
     * Nothing: Redisson would leave here as if all had waited for the client's longest time, and those behind who wait for
     * less would be taken for gone. {@link #leaveQueue} leaves instead.
     */
    @Override
    protected CompletableFuture<Void> acquireFailedAsync(long waitTime, TimeUnit unit, long holder) {
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Leaves the queue.
     *
     * @param waitMillis how long the holder was to wait when it came; 0 for as long as it takes
     */
    CompletionStage<Void> leaveQueue(long waitMillis, long holder) {
        return super.acquireFailedAsync(waitMillis, TimeUnit.MILLISECONDS, holder);
    }
}
