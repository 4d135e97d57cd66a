package io.larder.internal.redis;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.redisson.RedissonFairLock;
import org.redisson.command.CommandAsyncExecutor;

/** Redisson's lock with a queue, whose queue can also be left by one who no longer wants to wait. */
final class FairLock extends RedissonFairLock {

    FairLock(CommandAsyncExecutor commands, String name) {
        super(commands, name);
    }

    CompletionStage<Void> leaveQueue(long waitMillis, long holder) {
        return acquireFailedAsync(waitMillis, TimeUnit.MILLISECONDS, holder);
    }
}
