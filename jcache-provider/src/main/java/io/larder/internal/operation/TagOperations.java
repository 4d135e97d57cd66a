package io.larder.internal.operation;

import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.TagNames;
import java.util.Set;

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

    /** One round trip. */
    public void invalidate(Set<String> tags) {
        Await.result(entries.store().invalidateTags(TagNames.toTexts(TagNames.checked(tags))));
    }
}
