package io.larder;

import io.larder.internal.error.CacheErrors;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one entry has that the others of its cache do not. Immutable and thread-safe.
 *
 * <pre>{@code
 * cache.put("spring-sale", offer, EntryOptions.none().withTtl(Duration.ofHours(6)));
 * }</pre>
 */
public final class EntryOptions {

    private static final EntryOptions NONE = new EntryOptions(null);

    private final @Nullable Duration ttl;

    private EntryOptions(@Nullable Duration ttl) {
        this.ttl = ttl;
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
        return new EntryOptions(ttl);
    }

    /** {@return the time to live of the entry's own, empty if the cache's expiry policy decides} */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EntryOptions options && Objects.equals(ttl, options.ttl);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ttl);
    }

    @Override
    public String toString() {
        return "EntryOptions[ttl=" + ttl().map(Duration::toString).orElse("the cache's") + "]";
    }
}
