package io.larder.internal.operation;

import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TagNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * What there is to do with tags, beside writing them. Thread-safe.
 *
 * @param <K> the type of key
 */
public final class TagOperations<K> {

    private final Entries<K, ?> entries;

    /** Puts the operations together. */
    public TagOperations(Entries<K, ?> entries) {
        this.entries = entries;
    }

    /** One round trip. */
    public Set<String> tags(K key) {
        Snapshot<?> snapshot = entries.snapshot(entries.encode(key));
        StoredEntry entry = snapshot.entry();
        return entry == null || !snapshot.isPresent() ? Set.of() : TagNames.ofTexts(entry.tags());
    }

    /** Two pipelined round trips, a constant number of commands. */
    public void invalidate(Set<String> tags) {
        invalidateAll(List.of(this), tags);
    }

    /** Two pipelined round trips for all caches together; one that fails does not keep the others from being invalidated. */
    public static void invalidateAll(List<TagOperations<?>> caches, Set<String> tags) {
        List<String> texts = TagNames.checkedTexts(tags);
        Batch<Boolean> batch = new Batch<>(caches.size());
        for (TagOperations<?> cache : caches) {
            CompletionStage<Boolean> made =
                    cache.entries.store().invalidateTags(texts).thenApply(done -> true);
            batch.add(() -> Await.result(made));
        }
        batch.received();
        batch.raiseFailure();
    }
}
