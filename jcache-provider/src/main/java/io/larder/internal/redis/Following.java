package io.larder.internal.redis;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Invalidations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
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

    private final CacheKeys keys;
    private final Scripts scripts;
    private final Masters masters;
    private final RTopic topic;
    private final ScheduledExecutorService scheduler;

    /** All of those that messages may come by; what counts is that all stand. */
    private final List<NearSubscription> subscriptions;

    /** Those that stand, each with what it said then. */
    private final Map<NearSubscription, Object> standing = new HashMap<>();

    private @Nullable Invalidations follower;
    private @Nullable Future<?> renewal;
    private CompletionStage<?> announcement = CompletableFuture.completedStage(null);

    /** Whether the follower relies on what it is told. */
    private boolean relied;

    private List<String> eras = List.of();
    private long announcedNanos;

    /**
     * Prepares.
     *
     * @param topic the channel of names
     * @param sharded the same by shard, if the server has that
     */
    Following(
            CacheKeys keys,
            Scripts scripts,
            Masters masters,
            RTopic topic,
            Optional<NearSubscription> sharded,
            ScheduledExecutorService scheduler) {
        this.keys = keys;
        this.scripts = scripts;
        this.masters = masters;
        this.topic = topic;
        this.scheduler = scheduler;
        subscriptions = new ArrayList<>(List.of(new TopicSubscription(masters, topic)));
        sharded.ifPresent(subscriptions::add);
    }

    // --- life ------------------------------------------------------------------------------------------------------

    /** Asks nothing of subscriptions while it has its own lock: they tell it things while they have theirs. */
    void begin(Invalidations wanted) {
        List<NearSubscription> opened;
        synchronized (this) {
            follower = wanted;
            renewal =
                    scheduler.scheduleWithFixedDelay(this::look, RENEWAL_MILLIS, RENEWAL_MILLIS, TimeUnit.MILLISECONDS);
            opened = List.copyOf(subscriptions);
        }
        opened.forEach(subscription -> subscription.open(owner, this::receive));
    }

    /** Ends it; completes when nothing is under way any more that could write into Redis. */
    CompletionStage<@Nullable Void> close() {
        List<NearSubscription> open;
        CompletionStage<?> closing;
        synchronized (this) {
            Invalidations told = follower;
            if (told == null || renewal == null) {
                return CompletableFuture.completedStage(null);
            }
            follower = null;
            renewal.cancel(false);
            relied = false;
            told.end();
            open = List.copyOf(subscriptions);
            closing = announcement;
        }
        for (NearSubscription subscription : open) {
            closing = closing.thenCombine(subscription.close(), (before, closed) -> null);
        }
        return closing.thenApply(done -> null);
    }

    /** Tells all near caches of this cache that none of its entries is what it was. */
    CompletionStage<?> tellAllChanged() {
        return topic.publishAsync(NearMessage.ALL_CHANGED);
    }

    /** Tells all near caches of this cache that nothing counts any more that had one of these tags. */
    CompletionStage<?> tellTagsChanged(Collection<String> tags) {
        return topic.publishAsync(NearMessage.tagsChanged(tags));
    }

    // --- the subscriptions -----------------------------------------------------------------------------------------

    private final NearSubscription.Owner owner = new NearSubscription.Owner() {

        @Override
        public void stands(NearSubscription which, Object as) {
            synchronized (Following.this) {
                standing.put(which, as);
                announce();
            }
        }

        @Override
        public void ended(NearSubscription which, Object as) {
            synchronized (Following.this) {
                if (standing.remove(which, as)) {
                    lost();
                }
            }
        }

        @Override
        public void refused(NearSubscription which) {
            synchronized (Following.this) {
                subscriptions.remove(which);
                standing.remove(which);
                announce();
            }
        }
    };

    private void lost() {
        if (relied) {
            relied = false;
            LOG.debug("Changes of {} are not told for the moment", keys.nearChannel());
            if (follower != null) {
                follower.end();
            }
        }
    }

    // --- the word to writers ---------------------------------------------------------------------------------------

    private void announce() {
        if (follower == null || standing.size() < subscriptions.size()) {
            return;
        }
        Map<NearSubscription, Object> asOf = new HashMap<>(standing);
        long sentNanos = System.nanoTime();
        CompletionStage<?> told =
                erasAfter(calls()).handle((found, failure) -> announced(asOf, sentNanos, found, failure));
        announcement = announcement.thenCombine(told, (before, after) -> null);
    }

    private synchronized @Nullable Void announced(
            Map<NearSubscription, Object> asOf,
            long sentNanos,
            @Nullable List<String> found,
            @Nullable Throwable failure) {
        if (found == null) {
            LOG.debug("Writers of {} could not be told; the next attempt follows", keys.nearChannel(), failure);
            return null;
        }
        if (follower == null || !asOf.equals(standing)) {
            return null; // what came after it announces itself
        }
        boolean gap = !found.equals(eras);
        eras = found;
        announcedNanos = sentNanos;
        if (!relied || gap) {
            relied = true;
            follower.begin();
        }
        return null;
    }

    /** One call, or one per slot where there are slots. */
    private List<ScriptCall> calls() {
        Object[] arguments = {
            Wire.decimal(subscriptions.stream()
                    .mapToInt(NearSubscription::flag)
                    .max()
                    .orElseThrow()),
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

    private void look() {
        List<NearSubscription> looked;
        synchronized (this) {
            if (follower == null) {
                return;
            }
            follower.tidy();
            if (System.nanoTime() - announcedNanos > TRUSTED_NANOS) {
                lost();
            }
            looked = List.copyOf(subscriptions);
        }
        looked.forEach(NearSubscription::look);
        synchronized (this) {
            announce();
        }
    }

    private void receive(byte[] message) {
        Invalidations told = told();
        if (told != null) {
            NearMessage.read(message, told);
        }
    }

    private synchronized @Nullable Invalidations told() {
        return follower;
    }
}
