package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Interest;
import io.larder.internal.store.StoreEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.listener.MessageListener;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this JVM listens to of one cache: first the subscription, then the word to all writers, repeated while it holds.
 * Writers forget a JVM that stays silent, so a dead one costs nobody anything. Thread-safe.
 */
final class Listening {

    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);
    static final long LEASE_MILLIS = 30_000;
    private static final long RENEWAL_MILLIS = 10_000;
    private static final int CHANGES = 1;
    private static final int OLD_VALUES = 2;
    private static final int EXPIRATIONS = 4;

    private final CacheKeys keys;
    private final Scripts scripts;
    private final boolean slots;
    private final RTopic topic;
    private final ScheduledExecutorService scheduler;
    private final ExpirySweeper sweeper;
    private final MessageListener<byte[]> receiver = this::receive;

    private volatile int flags;
    private volatile Consumer<StoreEvent> listener = event -> {};
    private boolean subscribed;
    private @Nullable Future<?> renewal;
    private CompletionStage<?> change = CompletableFuture.completedStage(null);
    private CompletionStage<?> renewed = CompletableFuture.completedStage(null);

    Listening(
            CacheKeys keys,
            Scripts scripts,
            boolean slots,
            RTopic topic,
            ScheduledExecutorService scheduler,
            ExpirySweeper sweeper) {
        this.keys = keys;
        this.scripts = scripts;
        this.slots = slots;
        this.topic = topic;
        this.scheduler = scheduler;
        this.sweeper = sweeper;
    }

    /** What this JVM wants, for the scripts: 1 changes, 2 old values, 4 expirations. */
    int flags() {
        return flags;
    }

    /** Changes what is listened to; changes take effect one after the other. */
    synchronized CompletionStage<@Nullable Void> become(Interest interest, Consumer<StoreEvent> wanted) {
        CompletionStage<@Nullable Void> next = change.exceptionally(failure -> null)
                .thenCompose(before -> interest.any() ? begin(interest, wanted) : end());
        change = next;
        return next;
    }

    private CompletionStage<@Nullable Void> begin(Interest interest, Consumer<StoreEvent> wanted) {
        listener = wanted;
        return subscribe()
                .thenCompose(done -> {
                    flags = flagsOf(interest);
                    return announce();
                })
                .thenRun(this::keepOn)
                .exceptionallyCompose(failure ->
                        end().handle((done, again) -> false).thenCompose(x -> CompletableFuture.failedStage(failure)));
    }

    private synchronized CompletionStage<?> subscribe() {
        if (subscribed) {
            return CompletableFuture.completedStage(null);
        }
        subscribed = true;
        return topic.addListenerAsync(byte[].class, receiver);
    }

    private synchronized void keepOn() {
        if (renewal == null) {
            renewal = scheduler.scheduleWithFixedDelay(
                    this::renew, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
        }
        if ((flags & EXPIRATIONS) != 0) {
            sweeper.start();
        } else {
            sweeper.stop();
        }
    }

    /** Ends it all; completes when nothing is under way any more that could write into Redis. */
    private synchronized CompletionStage<@Nullable Void> end() {
        flags = 0;
        listener = event -> {};
        CompletionStage<?> quiet = sweeper.stop().thenCombine(renewed, (swept, announced) -> null);
        if (renewal != null) {
            renewal.cancel(false);
            renewal = null;
        }
        if (!subscribed) {
            return quiet.thenApply(done -> null);
        }
        subscribed = false;
        return quiet.thenCompose(done -> topic.removeListenerAsync(receiver)).thenApply(done -> null);
    }

    private synchronized void renew() {
        if (renewal != null) {
            renewed = announce().exceptionally(failure -> {
                LOG.debug("Listeners of {} could not be announced; the next attempt follows", keys.channel(), failure);
                return null;
            });
        }
    }

    /** Tells all writers, by one call, or by one per slot where there are slots. */
    private CompletionStage<@Nullable Void> announce() {
        byte[] wanted = Wire.decimal(flags);
        byte[] lease = Wire.decimal(LEASE_MILLIS);
        List<ScriptCall> calls = new ArrayList<>();
        List<Object> names = new ArrayList<>();
        for (Partition partition : keys.partitions()) {
            names.add(partition.wanted);
            names.add(partition.journal);
            if (slots) {
                calls.add(new ScriptCall(Script.WATCH, names, new Object[] {wanted, lease}));
                names = new ArrayList<>();
            }
        }
        if (!slots) {
            calls.add(new ScriptCall(Script.WATCH, names, new Object[] {wanted, lease}));
        }
        return CompletableFuture.allOf(scripts.runAll(calls, ByteArrayCodec.INSTANCE).stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    private void receive(CharSequence channel, byte[] message) {
        try {
            EventMessage.read(message).ifPresent(listener);
        } catch (RuntimeException e) {
            LOG.warn("A listener of {} failed; others and later events are not affected", channel, e);
        }
    }

    private static int flagsOf(Interest interest) {
        return (interest.changes() ? CHANGES : 0)
                | (interest.oldValues() ? OLD_VALUES : 0)
                | (interest.expirations() ? EXPIRATIONS : 0);
    }
}
