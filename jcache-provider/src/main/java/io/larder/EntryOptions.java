package io.larder;

import io.larder.internal.error.CacheErrors;
import io.larder.internal.store.TagNames;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one entry has that the others of its cache do not. Immutable and thread-safe.
 *
 * <pre>{@code
 * cache.put("spring-sale", offer, EntryOptions.none().withTtl(Duration.ofHours(6)).withTags("offers", "shop-7"));
 * }</pre>
 */
public final class EntryOptions {

    private static final EntryOptions NONE = new EntryOptions(null, Set.of());

    private final @Nullable Duration ttl;

    private final Set<String> tags;

    private EntryOptions(@Nullable Duration ttl, Set<String> tags) {
        this.ttl = ttl;
        this.tags = tags;
    }

    /** {@return options in which nothing is set: the entry is as all others of its cache} */
    public static EntryOptions none() {
        return NONE;
    }

    /**
     * {@return these options, with a time to live of the entry's own}
     *
     * <p>The cache's expiry policy is not asked about this write. About later updates and accesses it is, as always.
     *
     * @param ttl the time to live, at least a millisecond; fractions of one are cut off
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public EntryOptions withTtl(Duration ttl) {
        if (Objects.requireNonNull(ttl, "ttl").compareTo(Duration.ofMillis(1)) < 0) {
            throw CacheErrors.ttlTooShort();
        }
        return new EntryOptions(ttl, tags);
    }

    /** {@return the time to live of the entry's own, empty if the cache's expiry policy decides} */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    /**
     * {@return these options, with tags: whoever invalidates one of them invalidates the entry}
     *
     * <p>Tags belong to what is written, not to the key: the next write of the key leaves an entry with the tags of that
     * write, or with none.
     *
     * @param tags the tags instead of those that were set before, at most 64. Each is a name of at least one character and
     *     takes at most 200 bytes, of which ASCII letters, digits and {@code -._~!$&'()+,;=@/} take one each, and all
     *     other bytes of its UTF-8 form three
     * @throws IllegalArgumentException if a tag is empty or too long, or if there are too many
     */
    public EntryOptions withTags(String... tags) {
        return new EntryOptions(ttl, TagNames.ofEntry(List.of(tags)));
    }

    /** {@return the tags that the entry gets, empty if none; unmodifiable} */
    public Set<String> tags() {
        return tags;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryOptions options && Objects.equals(ttl, options.ttl) && tags.equals(options.tags);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ttl, tags);
    }

    @Override
    public String toString() {
        return "EntryOptions[ttl=" + ttl().map(Duration::toString).orElse("the cache's") + ", tags=" + tags + "]";
    }
}
