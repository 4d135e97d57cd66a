package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Frees in the background, chunk by chunk, the bytes of entries that a {@code clear} has made invalid. What it does not
 * get to goes by time to live, by eviction or with the next clear: nobody depends on it. Thread-safe.
 */
final class OrphanSweeper {

    private static final Logger LOG = LoggerFactory.getLogger(OrphanSweeper.class);
    private static final int KEYS_PER_SCAN = 250;
    private static final long START_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 5;

    private final Masters masters;
    private final CacheKeys keys;
    private final Scripts scripts;
    private final ScheduledExecutorService scheduler;
    private boolean underWay;
    private boolean again;
    private boolean closed;
    private @Nullable Future<?> next;

    OrphanSweeper(Masters masters, CacheKeys keys, Scripts scripts, ScheduledExecutorService scheduler) {
        this.masters = masters;
        this.keys = keys;
        this.scripts = scripts;
        this.scheduler = scheduler;
    }

    /** Asks for a walk that begins after this moment; several may be answered by one. */
    synchronized void request() {
        again = underWay;
        if (!underWay && !closed) {
            underWay = true;
            later(START_MILLIS, () -> step(new ArrayDeque<>(masters.walks(keys.entryPattern(), KEYS_PER_SCAN))));
        }
    }

    synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void step(Deque<Masters.Walk> walks) {
        if (walks.isEmpty()) {
            ended();
            return;
        }
        Masters.Walk walk = walks.getFirst();
        walk.next().thenCompose(this::free).whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.debug("Invalid entries of {} are not freed now", keys.channel(), failure);
                ended();
                return;
            }
            if (walk.ended()) {
                walks.removeFirst();
            }
            later(PAUSE_MILLIS, () -> step(walks));
        });
    }

    private CompletionStage<?> free(List<String> names) {
        Map<Object, List<Object>> groups = new HashMap<>();
        for (String name : names) {
            Partition partition = keys.partitionOf(CacheKeys.keyTextOf(name));
            List<Object> group =
                    groups.computeIfAbsent(masters.haveSlots() ? partition : this, any -> new ArrayList<>());
            group.add(partition.stamp);
            group.add(name);
        }
        List<ScriptCall> calls = groups.values().stream()
                .map(group -> new ScriptCall(Script.SWEEP, group, new Object[0]))
                .toList();
        return CompletableFuture.allOf(scripts.runAll(calls, ByteArrayCodec.INSTANCE).stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private synchronized void ended() {
        underWay = false;
        if (again) {
            request();
        }
    }

    private synchronized void later(long millis, Runnable task) {
        if (!closed) {
            next = scheduler.schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }
}
