package io.larder.internal.loading;

import io.larder.CacheSettings;
import io.larder.EntryOptions;
import io.larder.LoadOptions;
import io.larder.internal.expiry.Jitter;
import io.larder.internal.store.Timing;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a load is made and what becomes of what it finds: what is configured for the cache, with what a call wants otherwise.
 * Immutable.
 *
 * @param entry what the loaded entry has of its own
 * @param jitter what shortens its time to live
 * @param isOwnTtlJittered whether it also shortens one that the entry has of its own
 * @param isRefreshable whether entries can be refreshed at all
 * @param refresh when an entry is due to be refreshed
 * @param absenceMillis how long it is remembered that there is no value; 0 if it is not
 * @param failures which failures are remembered
 */
public record LoadRules(
        EntryOptions entry,
        Jitter jitter,
        boolean isOwnTtlJittered,
        boolean isRefreshable,
        RefreshRule refresh,
        long absenceMillis,
        KeptFailures failures) {

    /** The longest that settings can be. A call may want more; but it must be counted down, and added up. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** The rules of a cache. */
    public static LoadRules of(CacheSettings settings) {
        return new LoadRules(
                EntryOptions.none(),
                new Jitter(settings.ttlJitter()),
                false,
                true,
                RefreshRule.of(
                        settings.refreshAhead(),
                        settings.earlyRefresh(),
                        settings.staleFor().toMillis()),
                settings.nullTtl().map(Duration::toMillis).orElse(0L),
                new KeptFailures(
                        settings.exceptionTtl().map(Duration::toMillis).orElse(0L),
                        Set.copyOf(settings.cachedExceptions())));
    }

    /** Returns these rules for entries that cannot be refreshed: accesses say how long they live. */
    public LoadRules withoutRefreshes() {
        return new LoadRules(entry, jitter, isOwnTtlJittered, false, RefreshRule.NONE, absenceMillis, failures);
    }

    /** Returns these rules with what a call wants otherwise. */
    public LoadRules with(LoadOptions options) {
        if (options.equals(LoadOptions.none())) {
            return this;
        }
        EntryOptions named = entry.withTags(options.tags().toArray(String[]::new));
        EntryOptions tagged = options.tagger().map(named::withTagger).orElse(named);
        return new LoadRules(
                options.ttl().map(tagged::withTtl).orElse(tagged),
                options.ttlJitter().isPresent() ? new Jitter(options.ttlJitter().getAsInt()) : jitter,
                options.ttlJitter().isPresent(),
                isRefreshable,
                isRefreshable ? refreshWith(options) : RefreshRule.NONE,
                options.nullTtl().map(LoadRules::millis).orElse(absenceMillis),
                options.exceptionTtl()
                        .map(ttl -> new KeptFailures(millis(ttl), options.cachedExceptions()))
                        .orElse(failures));
    }

    private RefreshRule refreshWith(LoadOptions options) {
        return new RefreshRule(
                options.refreshAhead().orElse(refresh.aheadPercent()),
                options.earlyRefresh().orElse(refresh.beta()),
                options.staleFor().map(LoadRules::millis).orElse(refresh.staleMillis()),
                refresh.random());
    }

    private static long millis(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : duration.toMillis();
    }

    /**
     * Returns the time to live of a loaded entry.
     *
     * @param creation asks the policy
     */
    public Ttl ttl(Supplier<Ttl> creation) {
        if (entry.ttl().isEmpty()) {
            return jitter.draw().apply(creation.get());
        }
        Ttl own = Ttl.of(entry.ttl().get());
        return isOwnTtlJittered ? jitter.draw().apply(own) : own;
    }

    /** Returns a write of a loaded value as it is to be made for an entry that can be refreshed. */
    public Write timed(Write write, long loadMillis) {
        Ttl ttl = write.onCreation() instanceof Ttl.Lasting ? write.onCreation() : write.onUpdate();
        return refresh.isOn() && ttl instanceof Ttl.Lasting lasting
                ? write.withTiming(
                        new Timing(Math.min(lasting.millis(), LONGEST.toMillis()), refresh.staleMillis(), loadMillis))
                : write;
    }
}
