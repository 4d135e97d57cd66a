package io.larder.internal.integration;

import io.larder.EntryOptions;
import io.larder.Tagger;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.store.TagNames;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The tagger of one cache. Called in the thread that writes; thread-safe as far as the tagger is.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
public final class EntryTags<K, V> {

    private final Tagger<? super K, ? super V> tagger;

    /** Wraps a tagger. */
    public EntryTags(Tagger<? super K, ? super V> tagger) {
        this.tagger = tagger;
    }

    /**
     * Returns options with the tagger's tags beside their own.
     *
     * @throws javax.cache.CacheException whatever the tagger threw, or if what it returned are no tags
     * @throws IllegalArgumentException if both together are too many
     */
    public EntryOptions addedTo(EntryOptions options, K key, V value) {
        Set<String> tags = new LinkedHashSet<>(options.tags());
        tags.addAll(tags(key, value));
        return options.withTags(tags.toArray(String[]::new));
    }

    private Set<String> tags(K key, V value) {
        try {
            return TagNames.ofEntry(tagger.tags(key, value));
        } catch (RuntimeException e) {
            throw CacheErrors.taggerFailed(tagger.getClass().getName(), e);
        }
    }
}
