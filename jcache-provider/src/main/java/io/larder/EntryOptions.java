package io.larder;

import io.larder.internal.error.CacheErrors;
import io.larder.internal.error.LockErrors;
import io.larder.internal.store.TagNames;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
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

    private static final long NO_FENCE = 0;
    private static final EntryOptions NONE = new EntryOptions(null, Set.of(), NO_FENCE, null);

    private final @Nullable Duration ttl;
    private final Set<String> tags;
    private final long fence;
    private final @Nullable Tagger<?, ?> tagger;

    private EntryOptions(@Nullable Duration ttl, Set<String> tags, long fence, @Nullable Tagger<?, ?> tagger) {
        this.ttl = ttl;
        this.tags = tags;
        this.fence = fence;
        this.tagger = tagger;
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
        return new EntryOptions(ownTtl(ttl), tags, fence, tagger);
    }

    /** Returns the time to live if an entry can have it. */
    static Duration ownTtl(Duration ttl) {
        if (Objects.requireNonNull(ttl, "ttl").compareTo(Duration.ofMillis(1)) < 0) {
            throw CacheErrors.ttlTooShort();
        }
        return ttl;
    }

    /**
     * {@return these options, for a write or removal that is refused if somebody has written or removed the key with a higher
     * fencing token}
     *
     * <pre>{@code
     * try (LarderLock.Hold hold = locks.lock("stock:4711").hold()) {
     *     cache.put(4711, computed, EntryOptions.none().withFence(hold.fencingToken()));
     * }
     * }</pre>
     *
     * <p>So a holder that lost its lock without noticing cannot overwrite what the next one wrote, nor bring back what it
     * removed. Redis remembers the highest token of a key for a day after its last guarded write or removal, in a key of its own;
     * changes without a token neither look at it nor change it. Costs no round trip. Not for caches with write-through, whose
     * writer is called before Redis can refuse.
     *
     * @param token what {@link LarderLock#fencingToken()} returned, more than zero
     * @throws IllegalArgumentException if it is not
     */
    public EntryOptions withFence(long token) {
        if (token <= NO_FENCE) {
            throw LockErrors.noFence(token);
        }
        return new EntryOptions(ttl, tags, token, tagger);
    }

    /** {@return the fencing token, empty if the write is not guarded} */
    public OptionalLong fence() {
        return fence == NO_FENCE ? OptionalLong.empty() : OptionalLong.of(fence);
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
        return new EntryOptions(ttl, TagNames.ofEntry(List.of(tags)), fence, tagger);
    }

    /** {@return the tags that the entry gets, empty if none; unmodifiable} */
    public Set<String> tags() {
        return tags;
    }

    /**
     * {@return these options, with a tagger of the entry's own, for tags that follow from the value}
     *
     * <p>It is asked when the value is there, and its tags are added to those that are set here and to those of the cache's
     * own tagger.
     *
     * @param tagger says which tags the entry has; for keys and values of the cache's types
     */
    public EntryOptions withTagger(Tagger<?, ?> tagger) {
        return new EntryOptions(ttl, tags, fence, Objects.requireNonNull(tagger, "tagger"));
    }

    /** {@return the tagger of the entry's own, empty if it has none} */
    public Optional<Tagger<?, ?>> tagger() {
        return Optional.ofNullable(tagger);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryOptions options
                && Objects.equals(ttl, options.ttl)
                && tags.equals(options.tags)
                && fence == options.fence
                && Objects.equals(tagger, options.tagger);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ttl, tags, fence, tagger);
    }

    @Override
    public String toString() {
        return "EntryOptions[ttl=" + ttl().map(Duration::toString).orElse("the cache's") + ", tags=" + tags
                + (fence == NO_FENCE ? "" : ", fence=" + fence)
                + (tagger == null ? "]" : ", tagger=" + tagger.getClass().getName() + "]");
    }
}
