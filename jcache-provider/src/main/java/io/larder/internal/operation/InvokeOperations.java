package io.larder.internal.operation;

import io.larder.EntryOptions;
import io.larder.internal.codec.EncodedKey;
import io.larder.internal.integration.Loader;
import io.larder.internal.management.CacheStatistics;
import io.larder.internal.processor.Effect;
import io.larder.internal.processor.ProcessedEntry;
import io.larder.internal.processor.ProcessingResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * {@code invoke} and {@code invokeAll}. Thread-safe.
 *
 * <p>The processor runs in the calling thread on what was read, and its effect is written only if nothing changed
 * meanwhile; if something did, it runs again on what is there now. So the result is as if entries were locked, and a
 * processor that hangs holds up nobody. Only the last run counts in the statistics.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class InvokeOperations<K, V> {

    private final Entries<K, V> entries;
    private final DependentChanges<K, V> changes;
    private final CacheStatistics statistics;
    private final @Nullable Loader<K, V> loader;

    /**
     * Puts the operations together.
     *
     * @param loader what processors read absent entries through, {@code null} if the cache is not configured for it
     */
    public InvokeOperations(
            Entries<K, V> entries,
            DependentChanges<K, V> changes,
            CacheStatistics statistics,
            @Nullable Loader<K, V> loader) {
        this.entries = entries;
        this.changes = changes;
        this.statistics = statistics;
        this.loader = loader;
    }

    /** One round trip if the processor changes nothing, else two. */
    public <T> @Nullable T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        return invoke(key, entries.encode(key), processor, arguments);
    }

    private <T> @Nullable T invoke(K key, EncodedKey encoded, EntryProcessor<K, V, T> processor, Object... arguments) {
        long start = statistics.start();
        Invocation<T> invocation = changes.contend(key, encoded, snapshot -> {
            try (Claims.Reserve reserve = changes.claims().reserve(encoded.text())) {
                Loading loading = loader == null ? null : new Loading(loader, encoded, snapshot, reserve);
                ProcessedEntry<K, V> entry = new ProcessedEntry<>(key, snapshot.value(), loading);
                T result = process(processor, entry, arguments);
                TagsBefore before = loading == null ? TagsBefore.UNKNOWN : loading.before;
                return apply(entry.effect(), key, encoded, snapshot, reserve, before)
                        .map(settlement -> new Invocation<>(snapshot.isPresent(), result, settlement));
            } catch (RuntimeException e) {
                statistics.lookup(snapshot.isPresent(), start); // it was looked up, whatever came after
                throw e;
            }
        });
        statistics.lookup(invocation.hit(), start);
        invocation.settlement().settle(start);
        return invocation.result();
    }

    /** What is loaded, and what a processor makes of it, is put only if nothing came since the load began. */
    private final class Loading implements Function<K, @Nullable V> {

        private final Loader<K, V> from;
        private final EncodedKey encoded;
        private final Snapshot<V> snapshot;
        private final Claims.Reserve reserve;
        private TagsBefore before = TagsBefore.UNKNOWN;

        Loading(Loader<K, V> from, EncodedKey encoded, Snapshot<V> snapshot, Claims.Reserve reserve) {
            this.from = from;
            this.encoded = encoded;
            this.snapshot = snapshot;
            this.reserve = reserve;
        }

        @Override
        public @Nullable V apply(K key) {
            if (snapshot.entry() == null) {
                reserve.make();
            }
            before = entries.tagsBefore(List.of(encoded), EntryOptions.none());
            return from.load(key);
        }
    }

    private static <K, V, T> @Nullable T process(
            EntryProcessor<K, V, T> processor, ProcessedEntry<K, V> entry, Object... arguments) {
        try {
            return processor.process(entry, arguments);
        } catch (CacheException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new EntryProcessorException(
                    "The entry processor " + processor.getClass().getName() + " failed; the entry is unchanged", e);
        }
    }

    private Attempt<Settlement> apply(
            Effect<V> effect,
            K key,
            EncodedKey encoded,
            Snapshot<V> snapshot,
            Claims.Reserve reserve,
            TagsBefore before) {
        if (effect instanceof Effect.Written<V> written) {
            return changes.write(key, written.value(), encoded, snapshot, reserve, before)
                    .map(this::putSettled);
        }
        if (effect instanceof Effect.Removed<V>) {
            return changes.remove(key, encoded, snapshot).map(this::removalSettled);
        }
        if (effect instanceof Effect.Loaded<V> loaded) {
            Change change = entries.send(
                    before.on(entries.loadedWrite(encoded, loaded.value(), reserve.use(snapshot.unchanged()))));
            if (!change.isApplied()) {
                reserve.refused();
                return Attempt.lost();
            }
            return Attempt.done(start -> change.tell());
        }
        if (effect instanceof Effect.Accessed<V>) {
            entries.access(encoded.text(), snapshot);
        }
        return Attempt.done(start -> {});
    }

    private Settlement putSettled(Change change) {
        return start -> {
            statistics.puts(change.isPut() ? 1 : 0, start);
            change.tell();
        };
    }

    private Settlement removalSettled(Taken taken) {
        return start -> {
            statistics.removals(taken.isRemoved() ? 1 : 0, start);
            taken.tell();
        };
    }

    /** As {@link #invoke}, key by key; a key that fails does not keep the others from being processed. */
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        Map<K, EncodedKey> encoded = new LinkedHashMap<>();
        keys.forEach(key -> encoded.put(key, entries.encode(key)));
        Map<K, EntryProcessorResult<T>> results = new LinkedHashMap<>();
        encoded.forEach((key, encodedKey) -> {
            EntryProcessorResult<T> result = resultOf(key, encodedKey, processor, arguments);
            if (result != null) {
                results.put(key, result);
            }
        });
        return results;
    }

    private <T> @Nullable EntryProcessorResult<T> resultOf(
            K key, EncodedKey encoded, EntryProcessor<K, V, T> processor, Object... arguments) {
        try {
            T result = invoke(key, encoded, processor, arguments);
            return result == null ? null : new ProcessingResult.Returned<>(result);
        } catch (EntryProcessorException e) {
            return new ProcessingResult.Failed<>(e);
        } catch (CacheException e) {
            return new ProcessingResult.Failed<>(new EntryProcessorException(e));
        }
    }

    /**
     * A processor's run whose effect is in the cache.
     *
     * @param hit whether there was an entry
     * @param result what the processor returned
     * @param settlement what is to be counted and told
     */
    private record Invocation<T>(boolean hit, @Nullable T result, Settlement settlement) {}

    /** What is left to do once nobody has to wait in line any more. */
    @FunctionalInterface
    private interface Settlement {

        void settle(long start);
    }
}
