package io.larder;

import io.larder.internal.error.LoadErrors;
import io.larder.internal.store.TagNames;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one call loads an entry, where it does so otherwise than its cache. What is not set here is as it is configured
 * for the cache. Immutable and thread-safe.
 *
 * <pre>{@code
 * Offer offer = cache.computeIfAbsent("spring-sale", id -> database.findOffer(id), LoadOptions.none()
 *         .withTtl(Duration.ofMinutes(10))
 *         .withTags("offers")
 *         .withRefreshAhead(80)
 *         .withStaleFor(Duration.ofHours(1)));
 * }</pre>
 *
 * <p>Time to live, tags, jitter and the time that an old value is served for belong to the entry: those of the call whose
 * loader ran. When an entry is due to be refreshed ({@link #withRefreshAhead}, {@link #withEarlyRefresh}) each call decides
 * for itself, and refreshes with its own loader and its own options.
 */
public final class LoadOptions {

    private static final LoadOptions NONE = new LoadOptions(new Change());

    private final @Nullable Duration ttl;
    private final Set<String> tags;
    private final @Nullable Tagger<?, ?> tagger;
    private final @Nullable Integer ttlJitter;
    private final @Nullable Integer refreshAhead;
    private final @Nullable Duration staleFor;
    private final @Nullable Double earlyRefresh;
    private final @Nullable Duration nullTtl;
    private final @Nullable Duration exceptionTtl;
    private final Set<String> cachedExceptions;

    private LoadOptions(Change change) {
        this.ttl = change.ttl;
        this.tags = change.tags;
        this.tagger = change.tagger;
        this.ttlJitter = change.ttlJitter;
        this.refreshAhead = change.refreshAhead;
        this.staleFor = change.staleFor;
        this.earlyRefresh = change.earlyRefresh;
        this.nullTtl = change.nullTtl;
        this.exceptionTtl = change.exceptionTtl;
        this.cachedExceptions = change.cachedExceptions;
    }

    /** {@return options in which nothing is set: the load is as all others of its cache} */
    public static LoadOptions none() {
        return NONE;
    }

    /**
     * {@return these options, with a time to live of the entry's own}
     *
     * <p>The cache's expiry policy is not asked about this entry's creation, and the cache's {@code ttl-jitter} takes
     * nothing off.
     *
     * @param ttl the time to live, at least a millisecond; fractions of one are cut off
     * @throws IllegalArgumentException if it is shorter than a millisecond
     */
    public LoadOptions withTtl(Duration ttl) {
        Change change = new Change(this);
        change.ttl = EntryOptions.ownTtl(ttl);
        return new LoadOptions(change);
    }

    /**
     * {@return these options, with tags: whoever invalidates one of them invalidates the entry}
     *
     * @param tags the tags instead of those that were set before; see {@link EntryOptions#withTags}
     * @throws IllegalArgumentException if a tag is empty or too long, or if there are too many
     */
    public LoadOptions withTags(String... tags) {
        Change change = new Change(this);
        change.tags = TagNames.ofEntry(List.of(tags));
        return new LoadOptions(change);
    }

    /**
     * {@return these options, with a tagger of this load's own, for tags that follow from the value}
     *
     * <p>It is asked when the value is there, and its tags are added to those that are set here and to those of the cache's
     * own tagger. As with tags that costs one round trip more, before the loader runs: the value is not put if one of them
     * was invalidated since.
     *
     * @param tagger says which tags the entry has; for keys and values of the cache's types
     */
    public LoadOptions withTagger(Tagger<?, ?> tagger) {
        Change change = new Change(this);
        change.tagger = Objects.requireNonNull(tagger, "tagger");
        return new LoadOptions(change);
    }

    /**
     * {@return these options, with a time to live that is shortened at random} It is that of the expiry policy, or that of
     * {@link #withTtl}.
     *
     * @param percent by how much at most, 0 to 90
     * @throws IllegalArgumentException if it is out of bounds
     */
    public LoadOptions withTtlJitter(int percent) {
        if (percent < 0 || percent > SettingRules.MOST_TTL_JITTER) {
            throw LoadErrors.invalidOption("A ttl jitter of " + percent + " %", "It is 0 to 90 %");
        }
        Change change = new Change(this);
        change.ttlJitter = percent;
        return new LoadOptions(change);
    }

    /**
     * {@return these options, for an entry that is refreshed before it expires} Once so much of its time to live has passed,
     * a call that reads the entry gets its value at once, and has it loaded anew behind its back: by one caller over all JVMs.
     *
     * @param percent how much of the time to live, 1 to 100; 100 is not before it has expired
     * @throws IllegalArgumentException if it is out of bounds
     */
    public LoadOptions withRefreshAhead(int percent) {
        if (percent < 1 || percent > RefreshSettings.END_OF_TTL) {
            throw LoadErrors.invalidOption("To refresh at " + percent + " % of the ttl", "It is 1 to 100 %");
        }
        Change change = new Change(this);
        change.refreshAhead = percent;
        return new LoadOptions(change);
    }

    /**
     * {@return these options, for an entry whose value is still served for a while when its time to live is over} A call
     * that reads it then gets the old value at once, and has it loaded anew behind its back, by one caller over all JVMs.
     * Where that fails, the old value is served on, and then the entry is gone.
     *
     * @param duration how long; zero for not at all; fractions of a millisecond are cut off, and what exceeds 36500 days
     * @throws IllegalArgumentException if it is negative
     */
    public LoadOptions withStaleFor(Duration duration) {
        Change change = new Change(this);
        change.staleFor = notNegative("To serve an old value for ", duration);
        return new LoadOptions(change);
    }

    /**
     * {@return these options, for an entry that is refreshed before it expires, at random} The nearer the end of its time
     * to live, and the longer its load took, the likelier a call that reads it has it loaded anew behind its back. So
     * entries that expire together are not loaded together.
     *
     * @param beta how early: 1 is right for most, more is earlier, 0 is not at all; at most 100. The method is known as
     *     XFetch
     * @throws IllegalArgumentException if it is out of bounds
     */
    public LoadOptions withEarlyRefresh(double beta) {
        if (!(beta >= 0 && beta <= RefreshSettings.LARGEST_EARLINESS)) {
            throw LoadErrors.invalidOption("An early refresh of " + beta, "It is 0 to 100");
        }
        Change change = new Change(this);
        change.earlyRefresh = beta;
        return new LoadOptions(change);
    }

    /**
     * {@return these options, for a load that remembers that there is no value} Needs a load lease.
     *
     * @param ttl how long; zero for not at all; fractions of a millisecond are cut off, and what exceeds 36500 days
     * @throws IllegalArgumentException if it is negative
     */
    public LoadOptions withNullTtl(Duration ttl) {
        Change change = new Change(this);
        change.nullTtl = notNegative("To remember absence for ", ttl);
        return new LoadOptions(change);
    }

    /**
     * {@return these options, for a load that remembers that it has failed} If the loader throws one of these exceptions, or
     * one caused by one of them, then reads of the key fail with a {@link CachedFailureException} for so long, without the
     * loader being asked; a put, a removal and a clear end that at once. Needs a load lease.
     *
     * @param ttl how long; zero for not at all; fractions of a millisecond are cut off, and what exceeds 36500 days
     * @param exceptions which classes of exceptions; those that extend them are meant too
     * @throws IllegalArgumentException if the time is negative, or if there is one but no class
     */
    @SafeVarargs
    public final LoadOptions withExceptionTtl(Duration ttl, Class<? extends Throwable>... exceptions) {
        Duration checked = notNegative("To remember failures for ", ttl);
        if (!checked.isZero() && exceptions.length == 0) {
            throw LoadErrors.invalidOption(
                    "To remember failures of no class", "It takes one class of exceptions at least");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Class<? extends Throwable> exception : exceptions) {
            names.add(exception.getName());
        }
        Change change = new Change(this);
        change.exceptionTtl = checked;
        change.cachedExceptions = Collections.unmodifiableSet(names);
        return new LoadOptions(change);
    }

    private static Duration notNegative(String what, Duration duration) {
        if (duration.isNegative()) {
            throw LoadErrors.invalidOption(what + duration, "It is zero or more");
        }
        return duration;
    }

    /** {@return the time to live of the entry's own, empty if the cache's expiry policy decides} */
    public Optional<Duration> ttl() {
        return Optional.ofNullable(ttl);
    }

    /** {@return the tags that the entry gets, beside those of the cache's tagger; unmodifiable} */
    public Set<String> tags() {
        return tags;
    }

    /** {@return the tagger of this load's own, empty if it has none} */
    public Optional<Tagger<?, ?>> tagger() {
        return Optional.ofNullable(tagger);
    }

    /** {@return by how many percent at most the time to live is shortened, empty if it is as for the cache} */
    public OptionalInt ttlJitter() {
        return ttlJitter == null ? OptionalInt.empty() : OptionalInt.of(ttlJitter);
    }

    /** {@return after how many percent of its time to live the entry is refreshed, empty if it is as for the cache} */
    public OptionalInt refreshAhead() {
        return refreshAhead == null ? OptionalInt.empty() : OptionalInt.of(refreshAhead);
    }

    /** {@return how long the old value is served, empty if it is as for the cache} */
    public Optional<Duration> staleFor() {
        return Optional.ofNullable(staleFor);
    }

    /** {@return how early the entry is refreshed at random, empty if it is as for the cache} */
    public OptionalDouble earlyRefresh() {
        return earlyRefresh == null ? OptionalDouble.empty() : OptionalDouble.of(earlyRefresh);
    }

    /** {@return how long it is remembered that there is no value, empty if it is as for the cache} */
    public Optional<Duration> nullTtl() {
        return Optional.ofNullable(nullTtl);
    }

    /** {@return how long failures are remembered, empty if it is as for the cache} */
    public Optional<Duration> exceptionTtl() {
        return Optional.ofNullable(exceptionTtl);
    }

    /** {@return the names of the classes of the failures that are remembered; unmodifiable} */
    public Set<String> cachedExceptions() {
        return cachedExceptions;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof LoadOptions options && parts().equals(options.parts()));
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    private List<Object> parts() {
        return List.of(
                ttl(),
                tags,
                tagger(),
                ttlJitter(),
                refreshAhead(),
                staleFor(),
                earlyRefresh(),
                nullTtl(),
                exceptionTtl(),
                cachedExceptions);
    }

    @Override
    public String toString() {
        return "LoadOptions[ttl=" + printed(ttl) + ", tags=" + tags
                + (tagger == null ? "" : ", tagger=" + tagger.getClass().getName()) + ", ttlJitter="
                + printed(ttlJitter)
                + ", refreshAhead=" + printed(refreshAhead) + ", staleFor=" + printed(staleFor) + ", earlyRefresh="
                + printed(earlyRefresh) + ", nullTtl=" + printed(nullTtl) + ", exceptionTtl=" + printed(exceptionTtl)
                + ", cachedExceptions=" + cachedExceptions + "]";
    }

    private static String printed(@Nullable Object option) {
        return option == null ? "the cache's" : option.toString();
    }

    /** The options of others, one of which is about to change. */
    private static final class Change {

        private @Nullable Duration ttl;
        private Set<String> tags = Set.of();
        private @Nullable Tagger<?, ?> tagger;
        private @Nullable Integer ttlJitter;
        private @Nullable Integer refreshAhead;
        private @Nullable Duration staleFor;
        private @Nullable Double earlyRefresh;
        private @Nullable Duration nullTtl;
        private @Nullable Duration exceptionTtl;
        private Set<String> cachedExceptions = Set.of();

        private Change() {}

        private Change(LoadOptions options) {
            this.ttl = options.ttl;
            this.tags = options.tags;
            this.tagger = options.tagger;
            this.ttlJitter = options.ttlJitter;
            this.refreshAhead = options.refreshAhead;
            this.staleFor = options.staleFor;
            this.earlyRefresh = options.earlyRefresh;
            this.nullTtl = options.nullTtl;
            this.exceptionTtl = options.exceptionTtl;
            this.cachedExceptions = options.cachedExceptions;
        }
    }
}
