package io.larder.internal.cache;

import io.larder.LarderTags;
import io.larder.internal.operation.TagOperations;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Tags over the caches of one manager. Thread-safe. */
public final class CachesTags implements LarderTags {

    private final Supplier<Collection<StoreCache<?, ?>>> caches;

    /**
     * Puts the caches together.
     *
     * @param caches returns those that are open; throws if the manager is closed
     */
    public CachesTags(Supplier<Collection<StoreCache<?, ?>>> caches) {
        this.caches = caches;
    }

    @Override
    public void invalidate(String tag) {
        invalidateAny(Set.of(Objects.requireNonNull(tag, "tag")));
    }

    @Override
    public void invalidateAny(Set<String> tags) {
        TagOperations.invalidateAll(
                caches.get().stream()
                        .<TagOperations<?>>map(StoreCache::tagOperations)
                        .toList(),
                tags);
    }
}
