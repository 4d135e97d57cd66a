package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.StaleFenceException;
import io.larder.Tagger;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.codec.EntryCodec;
import io.larder.internal.codec.PlainKeys;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.LockErrors;
import io.larder.internal.event.CacheEvents;
import io.larder.internal.event.PendingEvent;
import io.larder.internal.expiry.Expiry;
import io.larder.internal.expiry.Jitter;
import io.larder.internal.integration.EntryTags;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.near.NearCache;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TagNames;
import io.larder.internal.store.TagPosition;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in the words of its types: what all operations share. Thread-safe.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class Entries<K, V> {

    /** Far more than fair competition can cause; past it something writes the entry in a loop. */
    private static final int MOST_ATTEMPTS = 10_000;

    private static final long SHORTEST_PAUSE_NANOS = 50_000;
    private static final int LONGEST_PAUSE_DOUBLINGS = 7;

    private final EntryStore store;
    private final EntryCodec<K, V> codec;
    private final Expiry expiry;
    private final Jitter jitter;
    private final @Nullable EntryTags<K, V> tagger;
    private final CacheEvents<K, V> events;
    private final @Nullable NearCache<V> near;
    private final KeyLanes lanes = new KeyLanes();

    /**
     * Puts together what an entry is made of.
     *
     * @param jitter by how much the policy's times to live differ by chance
     * @param tagger says which tags entries have, {@code null} if the cache is not configured for it
     * @param near what this JVM has read before, {@code null} if the cache is not configured for it
     */
    public Entries(
            EntryStore store,
            EntryCodec<K, V> codec,
            Expiry expiry,
            Jitter jitter,
            @Nullable EntryTags<K, V> tagger,
            CacheEvents<K, V> events,
            @Nullable NearCache<V> near) {
        this.store = store;
        this.codec = codec;
        this.expiry = expiry;
        this.jitter = jitter;
        this.tagger = tagger;
        this.events = events;
        this.near = near;
    }

    EntryStore store() {
        return store;
    }

    EntryCodec<K, V> codec() {
        return codec;
    }

    Expiry expiry() {
        return expiry;
    }

    EncodedKey encode(K key) {
        return codec.encodeKey(key);
    }

    // --- reading without Redis -------------------------------------------------------------------------------------

    /** Returns whether this JVM keeps what it has read. */
    boolean areNear() {
        return near != null;
    }

    /** Encodes a key that does not stand for itself in this JVM; {@code null} if it does. */
    @Nullable
    EncodedKey encodeUnlessPlain(K key) {
        return PlainKeys.isPlain(key) ? null : encode(key);
    }

    /**
     * Returns the value that this JVM has read before; {@code null} if Redis has to be asked.
     *
     * @param encoded what {@link #encodeUnlessPlain} has made of the key
     */
    @Nullable
    V near(K key, @Nullable EncodedKey encoded, long nowNanos) {
        return near == null ? null : near.get(nearKey(key, encoded), nowNanos);
    }

    /**
     * Returns whether this JVM has read before that there is no entry.
     *
     * @param encoded what {@link #encodeUnlessPlain} has made of the key
     */
    boolean isNearAbsent(K key, @Nullable EncodedKey encoded, long nowNanos) {
        return near != null && near.isAbsent(nearKey(key, encoded), nowNanos);
    }

    private static Object nearKey(Object key, @Nullable EncodedKey encoded) {
        return encoded == null ? key : NearCache.keyOf(encoded.text());
    }

    /** Waits a while until what is read can be kept. */
    void awaitNear(Duration most) throws InterruptedException {
        if (near != null) {
            near.awaitBegin(most);
        }
    }

    /** Returns whether a change must wait for listeners before it returns. */
    boolean writersWait() {
        return events.writersWait();
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    Snapshot<V> snapshot(EncodedKey key) {
        return decoded(Await.result(store.read(key.text())));
    }

    /** Reads entries, in the order of the keys. */
    List<ReadEntry<K, V>> readAll(Iterable<? extends K> keys) {
        return readAll(keys, encoded -> {
            List<Snapshot<V>> read = new ArrayList<>();
            Await.result(store.readAll(encoded)).forEach(entry -> read.add(decoded(entry)));
            return read;
        });
    }

    /**
     * Reads entries, in the order of the keys.
     *
     * @param reading reads what is there, in the order of the key texts
     */
    List<ReadEntry<K, V>> readAll(Iterable<? extends K> keys, Function<List<String>, List<Snapshot<V>>> reading) {
        List<K> listed = new ArrayList<>();
        List<EncodedKey> encoded = new ArrayList<>();
        for (K key : keys) {
            listed.add(key);
            encoded.add(codec.encodeKey(key));
        }
        List<Snapshot<V>> stored =
                reading.apply(encoded.stream().map(EncodedKey::text).toList());
        List<ReadEntry<K, V>> read = new ArrayList<>(listed.size());
        for (int i = 0; i < listed.size(); i++) {
            read.add(new ReadEntry<>(listed.get(i), encoded.get(i), stored.get(i)));
        }
        return read;
    }

    Snapshot<V> decoded(@Nullable StoredEntry entry) {
        return new Snapshot<>(entry, value(entry));
    }

    @Nullable
    V value(@Nullable StoredEntry entry) {
        return entry == null ? null : decode(entry.payload());
    }

    @Nullable
    V decode(byte[] payload) {
        return codec.decodeValue(payload);
    }

    Snapshot<V> snapshotTouched(EncodedKey key, Ttl ttl) {
        return decoded(Await.result(store.readAndTouch(key.text(), ttl)));
    }

    /** Asks the policy what an access means for an entry that was read; empty where there is nothing to do. */
    Optional<CompletionStage<Boolean>> startAccess(String keyText, Snapshot<V> snapshot) {
        StoredEntry entry = snapshot.entry();
        if (entry == null || !snapshot.isPresent()) {
            return Optional.empty();
        }
        Ttl ttl = expiry.onAccess();
        return ttl == Ttl.UNCHANGED ? Optional.empty() : Optional.of(store.touch(keyText, entry.version(), ttl));
    }

    /** Sees to what an access means for an entry that was read. */
    void access(String keyText, Snapshot<V> snapshot) {
        startAccess(keyText, snapshot).ifPresent(Await::result);
    }

    // --- tags ------------------------------------------------------------------------------------------------------

    /** Returns options with all tags that the entry gets. Asked before a writer is called, because it may fail. */
    @SuppressWarnings("unchecked") // nothing but a K is encoded here
    EntryOptions tagged(EncodedKey key, V value, EntryOptions options) {
        Tagger<K, V> once = (Tagger<K, V>) options.tagger().orElse(null);
        EntryOptions own = once == null ? options : new EntryTags<>(once).addedTo(options, (K) key.key(), value);
        return tagger == null ? own : tagger.addedTo(own, (K) key.key(), value);
    }

    /**
     * Takes down how far invalidations of tags are, before values are computed that they may make wrong. One pipelined
     * round trip, none where no value will have tags.
     *
     * @param options what the values will be put with
     */
    TagsBefore tagsBefore(Collection<EncodedKey> keys, EntryOptions options) {
        if (tagger == null && options.tags().isEmpty() && options.tagger().isEmpty()) {
            return TagsBefore.UNKNOWN;
        }
        Map<String, CompletionStage<TagPosition>> asked = new LinkedHashMap<>();
        keys.forEach(key -> asked.computeIfAbsent(key.text(), store::tagPosition));
        Map<String, TagPosition> positions = new HashMap<>();
        asked.forEach((keyText, position) -> positions.put(keyText, Await.result(position)));
        return new TagsBefore(Map.copyOf(positions));
    }

    // --- writing ---------------------------------------------------------------------------------------------------

    /** A write whose times to live the policy's constant answers give, for whichever of the two comes true. */
    Write constantWrite(EncodedKey key, V value, Condition condition, boolean previousWanted) {
        return constantWrite(key, value, condition, EntryOptions.none(), previousWanted);
    }

    /** As the one without options; the policy is asked only where they leave it the word. */
    Write constantWrite(EncodedKey key, V value, Condition condition, EntryOptions options) {
        return constantWrite(key, value, condition, options, false);
    }

    /** As the others. */
    Write constantWrite(EncodedKey key, V value, Condition condition, EntryOptions options, boolean previousWanted) {
        EntryOptions tagged = tagged(key, value, options);
        Optional<Ttl> own = ttl(options);
        UnaryOperator<Ttl> drawn = jitter.draw();
        Ttl onCreation = own.orElseGet(() -> drawn.apply(expiry.onCreation()));
        Ttl onUpdate = own.orElseGet(() -> drawn.apply(expiry.onUpdate()));
        return withOptions(write(key, value, condition, onCreation, onUpdate, previousWanted), tagged);
    }

    /**
     * A write of what depends on a snapshot: the policy is asked about what will come true if nothing changed.
     *
     * @param options with all tags, see {@link #tagged}
     */
    Write dependentWrite(EncodedKey key, V value, Snapshot<V> snapshot, EntryOptions options) {
        return dependentWrite(key, value, snapshot, snapshot.unchanged(), options);
    }

    /** As the one without a condition, on another one than that nothing changed since the snapshot. */
    Write dependentWrite(EncodedKey key, V value, Snapshot<V> snapshot, Condition condition, EntryOptions options) {
        Ttl ttl = ttl(options)
                .orElseGet(() -> jitter.draw().apply(snapshot.isPresent() ? expiry.onUpdate() : expiry.onCreation()));
        return withOptions(write(key, value, condition, ttl, ttl, false), options);
    }

    /** A write of what is there already, tags and time to live included, if nothing has changed: it gets a new version. */
    Write sameAgain(EncodedKey key, StoredEntry entry) {
        return new Write(
                        key.text(),
                        entry.payload(),
                        Condition.ifVersion(entry.version()),
                        ThreadLocalRandom.current().nextLong(),
                        Ttl.UNCHANGED,
                        Ttl.UNCHANGED,
                        events.writersWait())
                .withTags(entry.tags());
    }

    private static Write withOptions(Write write, EntryOptions options) {
        Write tagged = write.withTags(TagNames.toTexts(options.tags()));
        return options.fence().isPresent() ? tagged.withFence(options.fence().getAsLong()) : tagged;
    }

    private static Optional<Ttl> ttl(EntryOptions options) {
        return options.ttl().map(Ttl::of);
    }

    /** A write of a value that an entry processor's loader gave. Such entries are not refreshed. */
    Write loadedWrite(EncodedKey key, V value, Condition condition) {
        Ttl ttl = jitter.draw().apply(expiry.onCreation());
        return withOptions(write(key, value, condition, ttl, ttl, false), tagged(key, value, EntryOptions.none()));
    }

    /**
     * A write of a loaded value, which makes a new entry, or one that lives as a new one, and never touches a newer one.
     *
     * @param loadMillis how long the load took
     */
    Write loadedWrite(EncodedKey key, V value, Condition condition, LoadRules rules, long loadMillis) {
        Ttl ttl = rules.ttl(expiry::onCreation);
        Write write = write(key, value, condition, ttl, ttl, false);
        return withOptions(rules.timed(write, loadMillis), tagged(key, value, rules.entry()));
    }

    private Write write(
            EncodedKey key, V value, Condition condition, Ttl onCreation, Ttl onUpdate, boolean previousWanted) {
        return new Write(
                key.text(),
                codec.encodeValue(key, value),
                condition,
                ThreadLocalRandom.current().nextLong(),
                onCreation,
                onUpdate,
                previousWanted || events.writersWait());
    }

    /**
     * Sends a write; the change's event is still to be told.
     *
     * @throws StaleFenceException if it has a fencing token, and a change with a higher one came before
     */
    Change send(Write write) {
        PendingEvent event = events.expect(write.version());
        Change change = Change.of(write, store.write(write), event);
        checkFence(write, change.result());
        return change;
    }

    /**
     * Checks that a write was not refused for its fencing token.
     *
     * @throws StaleFenceException if it was
     */
    static void checkFence(Write write, WriteResult result) {
        checkFence("write", write.fence(), result.outcome() == WriteResult.Outcome.STALE);
    }

    /** Sends writes. Each stands for itself: one that fails does not fail the others. */
    Batch<Change> sendAll(List<Write> writes) {
        List<PendingEvent> pending = expectAll(writes, Write::version);
        return together(writes, pending, store.writeAll(writes), Change::of);
    }

    Removal removal(String keyText, Condition condition, boolean previousWanted) {
        return new Removal(
                keyText, condition, ThreadLocalRandom.current().nextLong(), previousWanted || events.writersWait());
    }

    /**
     * A removal of whatever is there, with the fencing token of options if they have one.
     *
     * @throws IllegalArgumentException if they have anything else
     */
    Removal removal(String keyText, EntryOptions options) {
        if (options.ttl().isPresent()
                || !options.tags().isEmpty()
                || options.tagger().isPresent()) {
            throw LockErrors.optionsOfNoEntry(options.toString());
        }
        Removal removal = removal(keyText, Condition.ALWAYS, false);
        return options.fence().isPresent() ? removal.withFence(options.fence().getAsLong()) : removal;
    }

    /**
     * Sends a removal; its event is still to be told.
     *
     * @throws StaleFenceException if it has a fencing token, and a change with a higher one came before
     */
    Taken send(Removal removal) {
        PendingEvent event = events.expect(removal.operationId());
        Taken taken = Taken.of(removal, store.remove(removal), event);
        checkFence(removal, taken.result());
        return taken;
    }

    /**
     * Checks that a removal was not refused for its fencing token.
     *
     * @throws StaleFenceException if it was
     */
    static void checkFence(Removal removal, RemovalResult result) {
        checkFence("removal", removal.fence(), result.outcome() == RemovalResult.Outcome.STALE);
    }

    private static void checkFence(String change, @Nullable Long fence, boolean stale) {
        if (fence != null && stale) {
            throw new StaleFenceException(LockErrors.staleFence(change, fence));
        }
    }

    /** Sends removals of whatever is there; see {@link #sendAll}. */
    Batch<Taken> removeAll(List<String> keyTexts) {
        return sendRemovals(keyTexts.stream()
                .map(keyText -> removal(keyText, Condition.ALWAYS, false))
                .toList());
    }

    /** Sends removals; see {@link #sendAll}. */
    Batch<Taken> sendRemovals(List<Removal> removals) {
        List<PendingEvent> pending = expectAll(removals, Removal::operationId);
        return together(removals, pending, store.removeAll(removals), Taken::of);
    }

    private <Q> List<PendingEvent> expectAll(List<Q> requests, ToLongFunction<Q> operationId) {
        return requests.stream()
                .map(request -> events.expect(operationId.applyAsLong(request)))
                .toList();
    }

    private static <Q, R, A> Batch<A> together(
            List<Q> requests,
            List<PendingEvent> pending,
            List<CompletionStage<R>> stages,
            Answering<Q, R, A> answering) {
        Batch<A> batch = new Batch<>(requests.size());
        for (int i = 0; i < requests.size(); i++) {
            Q request = requests.get(i);
            CompletionStage<R> stage = stages.get(i);
            PendingEvent event = pending.get(i);
            batch.add(() -> answering.await(request, stage, event));
        }
        return batch;
    }

    /** Waits for the answer to a request that may have an event. */
    @FunctionalInterface
    private interface Answering<Q, R, A> {

        A await(Q request, CompletionStage<R> stage, PendingEvent event);
    }

    /** Takes an entry out whose value may no longer be the one that the writer's side has. */
    void invalidate(String keyText) {
        send(removal(keyText, Condition.ALWAYS, false)).tell();
    }

    // --- reading, then writing -------------------------------------------------------------------------------------

    /**
     * Reads, lets the step change what it read, and begins again where another change came between the two.
     *
     * <p>An attempt that is lost may have called the writer, and nobody knows what its side has seen last, that call or the
     * one of the change that came between. The call of a later attempt settles that; where there is none, it has to be put
     * right.
     *
     * @param crossing puts it right
     * @throws CacheException if another change comes between every time
     */
    <R extends @Nullable Object> R contend(EncodedKey key, Step<V, R> step, Runnable crossing) {
        KeyLanes.Place place = lanes.enter(key.text());
        boolean crossed = false;
        try {
            for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
                Attempt<R> made = step.attempt(snapshot(key));
                if (made instanceof Attempt.Done<R> done) {
                    crossed = crossed && !done.isWritten();
                    return done.result();
                }
                crossed = crossed || made.isWritten();
                pause(attempt);
            }
        } finally {
            place.leave();
            if (crossed) {
                crossing.run();
            }
        }
        throw CacheErrors.tooContended(MOST_ATTEMPTS);
    }

    /** Makes a change only to an entry of the expected value; an access is what it is for any other. */
    <T> Attempt<Comparison<T>> compare(EncodedKey key, Snapshot<V> snapshot, V expected, Supplier<Attempt<T>> change) {
        StoredEntry entry = snapshot.entry();
        if (entry == null || !snapshot.isPresent()) {
            return Attempt.done(Comparison.absent());
        }
        if (codec.sameValue(entry.payload(), expected)) {
            return change.get().map(Comparison::made);
        }
        access(key.text(), snapshot);
        return Attempt.done(Comparison.different());
    }

    /** Longer from attempt to attempt, and by chance, so that those who compete do not meet again. */
    private static void pause(int attempt) {
        long longest = SHORTEST_PAUSE_NANOS << Math.min(attempt, LONGEST_PAUSE_DOUBLINGS);
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest));
    }

    /**
     * One attempt of a read-modify-write.
     *
     * @param <V> the type of value
     * @param <R> the type of result
     */
    @FunctionalInterface
    interface Step<V, R extends @Nullable Object> {

        Attempt<R> attempt(Snapshot<V> snapshot);
    }
}
