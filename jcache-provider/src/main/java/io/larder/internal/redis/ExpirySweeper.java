package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces each second what Redis has expired in one cache, while somebody in this JVM listens to expirations. One of
 * the JVMs does it, the one that holds the lease; which one does not matter, for the script announces only once.
 * Thread-safe.
 */
final class ExpirySweeper {

    private static final Logger LOG = LoggerFactory.getLogger(ExpirySweeper.class);
    private static final long PERIOD_MILLIS = 1000;
    private static final byte[] LEASE_MILLIS = Wire.decimal(3 * PERIOD_MILLIS);
    private static final int ENTRIES_PER_PARTITION = 64;
    private static final int ENTRIES_PER_CALL = 64;
    private static final byte[] OWN_FLAGS = Wire.decimal(4);

    private final CacheKeys keys;
    private final Scripts scripts;
    private final byte[] channel;
    private final boolean slots;
    private final ScheduledExecutorService scheduler;
    private final byte[] holder = Wire.of(ThreadLocalRandom.current().nextLong());
    private CompletionStage<?> round = CompletableFuture.completedStage(null);
    private @Nullable Future<?> task;

    ExpirySweeper(CacheKeys keys, Scripts scripts, byte[] channel, boolean slots, ScheduledExecutorService scheduler) {
        this.keys = keys;
        this.scripts = scripts;
        this.channel = channel;
        this.slots = slots;
        this.scheduler = scheduler;
    }

    synchronized void start() {
        if (task == null) {
            task = scheduler.scheduleWithFixedDelay(this::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Stops; the stage completes, always well, when nothing of it is under way any more. */
    synchronized CompletionStage<?> stop() {
        if (task != null) {
            task.cancel(false);
            task = null;
        }
        return round;
    }

    private synchronized void tick() {
        if (task != null && round.toCompletableFuture().isDone()) {
            round = lease().thenCompose(held -> held ? sweep() : CompletableFuture.completedStage(null))
                    .handle(this::ended);
        }
    }

    private @Nullable Void ended(@Nullable Object done, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("Expirations on {} were not looked for; the next attempt follows", keys.channel(), failure);
        }
        return null;
    }

    private CompletionStage<Boolean> lease() {
        ScriptCall call = new ScriptCall(Script.LEASE, List.of(keys.sweeper()), new Object[] {holder, LEASE_MILLIS});
        return scripts.run(call, ByteArrayCodec.INSTANCE)
                .thenApply(answer -> answer.get(0).equals(1L));
    }

    private CompletionStage<?> sweep() {
        List<List<Partition>> groups =
                slots ? keys.partitions().stream().map(List::of).toList() : List.of(keys.partitions());
        List<CompletableFuture<List<Object>>> answers =
                scripts.runAll(groups.stream().map(ExpirySweeper::lookUp).toList(), ByteArrayCodec.INSTANCE);
        CompletableFuture<?>[] announced = new CompletableFuture<?>[groups.size()];
        for (int i = 0; i < announced.length; i++) {
            List<Partition> group = groups.get(i);
            announced[i] = answers.get(i)
                    .thenCompose(answer -> announce(group, answer))
                    .toCompletableFuture();
        }
        return CompletableFuture.allOf(announced);
    }

    private static ScriptCall lookUp(List<Partition> group) {
        List<Object> names = new ArrayList<>(group.size());
        group.forEach(partition -> names.add(partition.journal));
        return new ScriptCall(Script.DUE, names, new Object[] {Wire.decimal(ENTRIES_PER_PARTITION)});
    }

    private CompletionStage<?> announce(List<Partition> group, List<Object> due) {
        List<ScriptCall> calls = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        List<Object> arguments = newArguments();
        int at = 0;
        for (Partition partition : group) {
            long count = (Long) due.get(at++);
            for (long i = 0; i < count; i++) {
                byte[] text = (byte[]) due.get(at++);
                partition.addTo(names, new String(text, StandardCharsets.UTF_8));
                arguments.add(text);
                arguments.add(Wire.of(ThreadLocalRandom.current().nextLong()));
                if (names.size() == ENTRIES_PER_CALL * 5) {
                    calls.add(new ScriptCall(Script.EXPIRE, names, arguments.toArray()));
                    names = new ArrayList<>();
                    arguments = newArguments();
                }
            }
        }
        if (!names.isEmpty()) {
            calls.add(new ScriptCall(Script.EXPIRE, names, arguments.toArray()));
        }
        return CompletableFuture.allOf(scripts.runAll(calls, ByteArrayCodec.INSTANCE).stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private List<Object> newArguments() {
        return new ArrayList<>(List.of(channel, OWN_FLAGS));
    }
}
