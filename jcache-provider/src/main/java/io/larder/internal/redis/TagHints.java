package io.larder.internal.redis;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tags this JVM saw last on which entries of one cache, so that a read can ask for their stamps together with the
 * entry. Only hints: a wrong or missing one costs a second round trip, never a wrong answer. A cache without tags pays
 * nothing. Thread-safe.
 */
final class TagHints {

    /** With a tag or two, about 10 MB in a cache that uses them all. */
    private static final int MOST_KEYS = 50_000;

    private volatile @Nullable Cache<String, List<String>> hints;

    /** Returns the tags that an entry had when it was last seen; none if it was not seen. */
    List<String> of(String keyText) {
        Cache<String, List<String>> known = hints;
        List<String> tags = known == null ? null : known.getIfPresent(keyText);
        return tags == null ? List.of() : tags;
    }

    void remember(String keyText, List<String> tags) {
        if (!tags.isEmpty()) {
            made().put(keyText, tags);
        } else {
            Cache<String, List<String>> known = hints;
            if (known != null) {
                known.invalidate(keyText);
            }
        }
    }

    private synchronized Cache<String, List<String>> made() {
        Cache<String, List<String>> known = hints;
        if (known == null) {
            // In the calling thread, for the common pool's threads would keep the class loader that was there first.
            known = Caffeine.newBuilder()
                    .maximumSize(MOST_KEYS)
                    .executor(Runnable::run)
                    .build();
            hints = known;
        }
        return known;
    }
}
