package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Invalidations;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.listener.MessageListener;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.ByteArrayCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one near cache which entries of a cache change, and when it cannot: first the subscription, then the word to all
 * writers, repeated while it holds; over as soon as the subscription's connection closes or the word may have been
 * forgotten, and begun anew when both stand again. Thread-safe.
 */
final class Following {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);
    private static final long LEASE_MILLIS = 30_000;
    private static final long RENEWAL_MILLIS = 10_000;

    /** The word is not trusted up to its last moment, for it is the server that counts. */
    private static final long TRUSTED_NANOS = TimeUnit.MILLISECONDS.toNanos(LEASE_MILLIS - 2_000);

    private static final byte[] NEAR_FLAG = Wire.decimal(8);

    private final CacheKeys keys;
    private final Scripts scripts;
    private final Masters masters;
    private final RTopic topic;
    private final ScheduledExecutorService scheduler;
    private final MessageListener<byte[]> receiver = this::receive;

    private @Nullable Invalidations follower;
    private @Nullable Future<?> renewal;
    private CompletionStage<?> subscription = CompletableFuture.completedStage(null);
    private CompletionStage<?> announcement = CompletableFuture.completedStage(null);
    private @Nullable Integer statusListener;

    /** The connection whose subscription the server has confirmed. */
    private @Nullable Channel confirmed;

    /** The connection that was there at the last look without a confirmation. */
    private @Nullable Channel candidate;

    /** The connection that the follower relies on, while it does. */
    private @Nullable Channel relied;

    private List<String> eras = List.of();
    private long announcedNanos;

    Following(CacheKeys keys, Scripts scripts, Masters masters, RTopic topic, ScheduledExecutorService scheduler) {
        this.keys = keys;
        this.scripts = scripts;
        this.masters = masters;
        this.topic = topic;
        this.scheduler = scheduler;
    }

    // --- life ------------------------------------------------------------------------------------------------------

    synchronized void begin(Invalidations wanted) {
        follower = wanted;
        renewal = scheduler.scheduleWithFixedDelay(this::look, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
        subscribe();
    }

    /** Ends it; completes when nothing is under way any more that could write into Redis. */
    synchronized CompletionStage<@Nullable Void> close() {
        Invalidations told = follower;
        if (told == null || renewal == null) {
            return CompletableFuture.completedStage(null);
        }
        follower = null;
        renewal.cancel(false);
        relied = null;
        told.end();
        return announcement
                .thenCombine(subscription, (announced, subscribed) -> null)
                .thenCompose(done -> topic.removeListenerAsync(receiver))
                .thenCompose(done -> removeStatusListener())
                .thenApply(done -> null);
    }

    private synchronized CompletionStage<?> removeStatusListener() {
        return statusListener == null
                ? CompletableFuture.completedStage(null)
                : topic.removeListenerAsync(statusListener);
    }

    /** Tells all near caches of this cache that none of its entries is what it was. */
    CompletionStage<?> tellAllChanged() {
        return topic.publishAsync(NearMessage.ALL_CHANGED);
    }

    /** Tells all near caches of this cache that nothing counts any more that had one of these tags. */
    CompletionStage<?> tellTagsChanged(Collection<String> tags) {
        return topic.publishAsync(NearMessage.tagsChanged(tags));
    }

    // --- the subscription ------------------------------------------------------------------------------------------

    /** First who takes the messages: what is confirmed to the other is then told to both. */
    private void subscribe() {
        subscription = topic.addListenerAsync(byte[].class, receiver)
                .thenCompose(done -> topic.addListenerAsync(new Subscribed()))
                .handle(this::subscribed);
    }

    private synchronized @Nullable Void subscribed(@Nullable Integer listener, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.debug("Changes of {} cannot be followed; the next attempt follows", keys.nearChannel(), failure);
            return null;
        }
        statusListener = listener;
        confirm();
        return null;
    }

    /** Hears that the server has taken the subscription, at first and on each connection that takes another's place. */
    private final class Subscribed implements StatusListener {

        @Override
        public void onSubscribe(String channel) {
            confirm();
        }

        @Override
        public void onUnsubscribe(String channel) {
            left(); // to be taken by another connection: between the two nothing is told
        }
    }

    private synchronized void confirm() {
        confirmed = masters.subscribed(topic.getChannelNames().get(0));
        announce();
    }

    private synchronized void left() {
        if (relied != null) {
            lost(relied);
        }
    }

    private synchronized void lost(Channel channel) {
        if (relied == channel) {
            relied = null;
            LOG.debug("Changes of {} are not told for the moment", keys.nearChannel());
            if (follower != null) {
                follower.end();
            }
        }
    }

    // --- the word to writers ---------------------------------------------------------------------------------------

    private void announce() {
        Channel channel = confirmed;
        if (follower == null || channel == null) {
            return;
        }
        long sentNanos = System.nanoTime();
        CompletionStage<?> told =
                erasAfter(calls()).handle((found, failure) -> announced(channel, sentNanos, found, failure));
        announcement = announcement.thenCombine(told, (before, after) -> null);
    }

    private synchronized @Nullable Void announced(
            Channel channel, long sentNanos, @Nullable List<String> found, @Nullable Throwable failure) {
        if (found == null) {
            LOG.debug("Writers of {} could not be told; the next attempt follows", keys.nearChannel(), failure);
            return null;
        }
        if (follower == null || channel != confirmed) {
            return null; // what came after it announces itself
        }
        boolean gap = !found.equals(eras);
        eras = found;
        announcedNanos = sentNanos;
        if (relied != channel) {
            relied = channel;
            follower.begin();
            channel.closeFuture().addListener(closed -> lost(channel));
        } else if (gap) {
            follower.begin();
        }
        return null;
    }

    /** One call, or one per slot where there are slots. */
    private List<ScriptCall> calls() {
        Object[] arguments = {
            NEAR_FLAG,
            Wire.decimal(LEASE_MILLIS),
            Wire.of(Long.toUnsignedString(ThreadLocalRandom.current().nextLong()))
        };
        List<List<Partition>> groups =
                masters.haveSlots() ? keys.partitions().stream().map(List::of).toList() : List.of(keys.partitions());
        List<ScriptCall> calls = new ArrayList<>(groups.size());
        for (List<Partition> group : groups) {
            List<Object> names = new ArrayList<>(2 * group.size());
            for (Partition partition : group) {
                names.add(partition.wanted);
                names.add(partition.journal);
            }
            calls.add(new ScriptCall(Script.WATCH, names, arguments));
        }
        return calls;
    }

    private CompletionStage<List<String>> erasAfter(List<ScriptCall> calls) {
        List<CompletableFuture<List<Object>>> answers = scripts.runAll(calls, ByteArrayCodec.INSTANCE);
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    List<String> found = new ArrayList<>(keys.partitions().size());
                    answers.forEach(answer -> answer.join()
                            .forEach(era -> found.add(new String((byte[]) era, StandardCharsets.US_ASCII))));
                    return found;
                });
    }

    // --- looking after it ------------------------------------------------------------------------------------------

    private synchronized void look() {
        Invalidations told = follower;
        if (told == null) {
            return;
        }
        told.tidy();
        if (System.nanoTime() - announcedNanos > TRUSTED_NANOS) {
            left();
        }
        if (statusListener == null) {
            if (subscription.toCompletableFuture().isDone()) {
                subscribe();
            }
            return;
        }
        lookForConnection();
        announce();
    }

    /** A connection that has been there since the last look has long been confirmed, whoever missed it. */
    private void lookForConnection() {
        Channel now = masters.subscribed(topic.getChannelNames().get(0));
        if (relied != now) {
            left();
        }
        if (now != confirmed && now == candidate) {
            confirmed = now;
        }
        candidate = now;
    }

    private void receive(CharSequence channel, byte[] message) {
        Invalidations told = told();
        if (told != null) {
            NearMessage.read(message, told);
        }
    }

    private synchronized @Nullable Invalidations told() {
        return follower;
    }
}
