package io.larder.internal.redis;

import io.larder.internal.error.LockErrors;
import io.larder.internal.lock.LockServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.cache.CacheException;
import org.redisson.RedissonLock;
import org.redisson.client.codec.ByteArrayCodec;

/** The locks of one connection. Thread-safe. */
final class RedisLocks implements LockServer {

    private final LockNames names;
    private final Masters masters;
    private final Scripts scripts;
    private final KeyLeases intervals;
    private final Failures failures;
    private final Set<Runnable> waitEnds = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    RedisLocks(LockNames names, Masters masters, Scripts scripts, Failures failures) {
        this.names = names;
        this.masters = masters;
        this.scripts = scripts;
        this.intervals = new KeyLeases(scripts);
        this.failures = failures;
    }

    @Override
    public String lockName(String name) {
        return names.lock(name);
    }

    @Override
    public String lockName(String cacheName, String keyText) {
        return names.lock(cacheName, keyText);
    }

    @Override
    public String guardName(String name) {
        return names.guard(name);
    }

    @Override
    public String intervalName(String name) {
        return names.interval(name);
    }

    @Override
    public Holder holder(String lockName, boolean fair) {
        return fair
                ? new RedisHolder(new FairLock(masters.commands(), lockName), this)
                : new RedisHolder(new RedissonLock(masters.commands(), lockName), this);
    }

    @Override
    public CompletionStage<Long> nextToken() {
        ScriptCall call = new ScriptCall(Script.TOKEN, List.of(names.token()), new Object[0]);
        return named("fencing token", scripts.run(call, ByteArrayCodec.INSTANCE))
                .thenApply(answer -> Long.valueOf(new String((byte[]) answer.get(0), StandardCharsets.US_ASCII)));
    }

    @Override
    public CompletionStage<Boolean> takeInterval(String intervalName, long owner, Duration interval) {
        return named("guard", intervals.take(intervalName, owner, RedisHolder.millis(interval)));
    }

    @Override
    public CompletionStage<?> endInterval(String intervalName, long owner) {
        return named("guard", intervals.free(intervalName, owner));
    }

    <T> CompletionStage<T> named(String operation, CompletionStage<T> stage) {
        return failures.named(operation, stage);
    }

    CacheException failure(String operation, Throwable cause) {
        return failures.of(operation, cause);
    }

    /** Lets a wait end with the connection. */
    void endsWithConnection(CompletableFuture<Boolean> taking) {
        Runnable end = () -> taking.completeExceptionally(LockErrors.closedWhileWaiting());
        waitEnds.add(end);
        CompletionStage<Boolean> ended = taking;
        ended.whenComplete((taken, failure) -> waitEnds.remove(end));
        if (closed) {
            end.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        waitEnds.forEach(Runnable::run);
    }
}
