package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.store.Condition;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TagNames;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Operations that are one request to the store, for callers that do not wait for its answer. Thread-safe.
 *
 * <p>There are only those that need nothing but the store, while they need nothing else: see {@link #storeDecidesReads},
 * {@link #storeDecidesWrites} and {@link #storeDecidesRemovals}. Everything else is done by the operations that wait, on a
 * thread of the manager.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class UnawaitedOperations<K, V> {

    private final Entries<K, V> entries;
    private final DependentChanges<K, V> changes;
    private final CacheStatistics statistics;
    private final boolean readThrough;
    private final Executor executor;

    /**
     * Puts the operations together.
     *
     * @param readThrough whether absent entries are loaded
     * @param executor where answers are decoded and handed to callers
     */
    public UnawaitedOperations(
            Entries<K, V> entries,
            DependentChanges<K, V> changes,
            CacheStatistics statistics,
            boolean readThrough,
            Executor executor) {
        this.entries = entries;
        this.changes = changes;
        this.statistics = statistics;
        this.readThrough = readThrough;
        this.executor = executor;
    }

    /** Returns whether a read needs neither loader nor policy. */
    public boolean storeDecidesReads() {
        return !readThrough && entries.expiry().isConstant();
    }

    /** Returns whether a write needs neither writer nor policy, and no listener is to be called before it returns. */
    public boolean storeDecidesWrites() {
        return changes.storeDecides() && !entries.writersWait();
    }

    /** Returns whether a removal needs no writer, and no listener is to be called before it returns. */
    public boolean storeDecidesRemovals() {
        return changes.writer() == null && !entries.writersWait();
    }

    private <R, T extends @Nullable Object> CompletionStage<T> after(
            CompletionStage<R> request, Function<R, T> reading) {
        return Handover.of(request, executor, reading);
    }

    // --- reading ---------------------------------------------------------------------------------------------------

    /** One round trip. */
    public CompletionStage<@Nullable V> get(K key) {
        long start = statistics.start();
        String keyText = entries.encode(key).text();
        Ttl ttl = entries.expiry().onAccess();
        CompletionStage<@Nullable StoredEntry> request = ttl == Ttl.UNCHANGED
                ? entries.store().read(keyText)
                : entries.store().readAndTouch(keyText, ttl);
        return after(request, entry -> {
            V value = entries.value(entry);
            statistics.lookup(value != null, start);
            return value;
        });
    }

    /** One round trip. */
    public CompletionStage<Boolean> containsKey(K key) {
        return after(entries.store().read(entries.encode(key).text()), entry -> entries.value(entry) != null);
    }

    /** One pipelined round trip, or two where an access changes the expiry. */
    public CompletionStage<Map<K, V>> getAll(Set<? extends K> keys) {
        long start = statistics.start();
        List<K> listed = new ArrayList<>(keys);
        List<String> keyTexts =
                listed.stream().map(key -> entries.encode(key).text()).toList();
        return after(entries.store().readAll(keyTexts).thenCompose(found -> touched(keyTexts, found)), found -> {
            Map<K, V> values = new LinkedHashMap<>();
            for (int i = 0; i < listed.size(); i++) {
                V value = entries.value(found.get(i));
                if (value != null) {
                    values.put(listed.get(i), value);
                }
            }
            statistics.hits(values.size(), start);
            statistics.misses(listed.size() - values.size(), start);
            return values;
        });
    }

    /** Here bytes that cannot be decoded are touched too: they are not decoded by the store's thread. */
    private CompletionStage<List<@Nullable StoredEntry>> touched(
            List<String> keyTexts, List<@Nullable StoredEntry> found) {
        Ttl ttl = entries.expiry().onAccess();
        if (ttl == Ttl.UNCHANGED) {
            return CompletableFuture.completedStage(found);
        }
        List<CompletionStage<Boolean>> touches = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            StoredEntry entry = found.get(i);
            if (entry != null) {
                touches.add(entries.store().touch(keyTexts.get(i), entry.version(), ttl));
            }
        }
        return allOf(touches).thenApply(done -> found);
    }

    private static CompletableFuture<Void> allOf(List<? extends CompletionStage<?>> stages) {
        return CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new));
    }

    // --- writing ---------------------------------------------------------------------------------------------------

    /** One round trip. */
    public CompletionStage<@Nullable Void> put(K key, V value, EntryOptions options) {
        long start = statistics.start();
        Write write = entries.constantWrite(entries.encode(key), value, Condition.ALWAYS, options);
        return after(entries.store().write(write), result -> {
            Entries.checkFence(write, result);
            countPut(result, start);
            return null;
        });
    }

    /** One round trip. */
    public CompletionStage<@Nullable V> getAndPut(K key, V value) {
        long start = statistics.start();
        Write write = entries.constantWrite(entries.encode(key), value, Condition.ALWAYS, true);
        return after(entries.store().write(write), result -> {
            V previous = entries.value(result.previous());
            statistics.lookup(previous != null, start);
            countPut(result, start);
            return previous;
        });
    }

    /**
     * One round trip.
     *
     * @param waiting what to do where bytes are in the way that cannot be decoded: for the store they are an entry
     */
    public CompletionStage<Boolean> putIfAbsent(K key, V value, Function<K, Boolean> waiting) {
        long start = statistics.start();
        Write write = entries.constantWrite(entries.encode(key), value, Condition.IF_ABSENT, true);
        return after(entries.store().write(write), result -> {
            boolean refused = result.outcome() == WriteResult.Outcome.REFUSED;
            if (refused && entries.value(result.previous()) == null) {
                return waiting.apply(key);
            }
            statistics.lookup(refused, start);
            countPut(result, start);
            return result.isPut();
        });
    }

    /** One pipelined round trip. */
    public CompletionStage<@Nullable Void> putAll(Map<? extends K, ? extends V> map) {
        long start = statistics.start();
        List<Write> writes = new ArrayList<>(map.size());
        map.forEach(
                (key, value) -> writes.add(entries.constantWrite(entries.encode(key), value, Condition.ALWAYS, false)));
        List<CompletionStage<WriteResult>> answers = entries.store().writeAll(writes);
        return together(
                answers,
                answered -> statistics.puts(
                        answered.stream().filter(WriteResult::isPut).count(), start));
    }

    private void countPut(WriteResult result, long start) {
        statistics.puts(result.isPut() ? 1 : 0, start);
    }

    // --- removing --------------------------------------------------------------------------------------------------

    /** One round trip. */
    public CompletionStage<Boolean> remove(K key) {
        return remove(key, EntryOptions.none());
    }

    /** One round trip, with options as {@link RemoveOperations#remove(Object, EntryOptions)} allows them. */
    public CompletionStage<Boolean> remove(K key, EntryOptions options) {
        long start = statistics.start();
        Removal removal = entries.removal(entries.encode(key).text(), options);
        return after(entries.store().remove(removal), result -> {
            Entries.checkFence(removal, result);
            countRemoval(result, start);
            return result.isRemoved();
        });
    }

    /** One round trip. */
    public CompletionStage<@Nullable V> getAndRemove(K key) {
        long start = statistics.start();
        return after(entries.store().remove(removal(key, true)), result -> {
            V value = entries.value(result.previous());
            statistics.lookup(value != null, start);
            countRemoval(result, start);
            return value;
        });
    }

    /** One pipelined round trip. */
    public CompletionStage<@Nullable Void> removeAll(Set<? extends K> keys) {
        long start = statistics.start();
        List<Removal> removals = keys.stream().map(key -> removal(key, false)).toList();
        List<CompletionStage<RemovalResult>> answers = entries.store().removeAll(removals);
        return together(
                answers,
                answered -> statistics.removals(
                        answered.stream().filter(RemovalResult::isRemoved).count(), start));
    }

    /** A constant number of commands. */
    public CompletionStage<@Nullable Void> clear() {
        return after(entries.store().clear(), done -> null);
    }

    /** One round trip. */
    public CompletionStage<Set<String>> tags(K key) {
        return after(
                entries.store().read(entries.encode(key).text()),
                entry -> entry == null || entries.value(entry) == null ? Set.of() : TagNames.ofTexts(entry.tags()));
    }

    /** Two pipelined round trips, a constant number of commands. */
    public CompletionStage<@Nullable Void> invalidateTags(Set<String> tags) {
        return after(entries.store().invalidateTags(TagNames.checkedTexts(tags)), done -> null);
    }

    private Removal removal(K key, boolean previousWanted) {
        EncodedKey encoded = entries.encode(key);
        return entries.removal(encoded.text(), Condition.ALWAYS, previousWanted);
    }

    private void countRemoval(RemovalResult result, long start) {
        statistics.removals(result.isRemoved() ? 1 : 0, start);
    }

    // --- many at once ----------------------------------------------------------------------------------------------

    /** Counts what was answered; then the first failure, if there was one, is the caller's. */
    private <R> CompletionStage<@Nullable Void> together(List<CompletionStage<R>> answers, Consumer<List<R>> counting) {
        CompletionStage<Boolean> all = allOf(answers).handle((done, failure) -> true);
        return after(all, done -> {
            Batch<R> batch = new Batch<>(answers.size());
            answers.forEach(answer -> batch.add(answer.toCompletableFuture()::join));
            counting.accept(batch.received());
            batch.raiseFailure();
            return null;
        });
    }
}
