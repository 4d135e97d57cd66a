package io.larder;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set about refreshing loaded entries and remembering failures of loads; {@code null} is "not set". Immutable.
 *
 * @param refreshAhead after how many percent of their time to live entries are refreshed
 * @param staleFor how long an old value is served
 * @param earlyRefresh how early entries are refreshed at random
 * @param exceptionTtl how long failures are remembered
 * @param cachedExceptions which
 */
record RefreshSettings(
        @Nullable Integer refreshAhead,
        @Nullable Duration staleFor,
        @Nullable Double earlyRefresh,
        @Nullable Duration exceptionTtl,
        @Nullable List<String> cachedExceptions)
        implements Serializable {

    static final int END_OF_TTL = 100;
    static final double LARGEST_EARLINESS = 100;
    static final RefreshSettings NONE = new RefreshSettings(null, null, null, null, null);
    private static final long serialVersionUID = 1L;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    RefreshSettings overlay(RefreshSettings higher) {
        return new RefreshSettings(
                SettingRules.either(higher.refreshAhead, refreshAhead),
                SettingRules.either(higher.staleFor, staleFor),
                SettingRules.either(higher.earlyRefresh, earlyRefresh),
                SettingRules.either(higher.exceptionTtl, exceptionTtl),
                SettingRules.either(higher.cachedExceptions, cachedExceptions));
    }

    RefreshSettings withRefreshAhead(int percent) {
        int checked = SettingRules.between("refresh-ahead", 1, END_OF_TTL, percent);
        return new RefreshSettings(checked, staleFor, earlyRefresh, exceptionTtl, cachedExceptions);
    }

    RefreshSettings withStaleFor(Duration duration) {
        Duration checked = SettingRules.zeroOrBetween(
                "stale-for", Duration.ofMillis(1), LONGEST, "one millisecond to 36500 days", duration);
        return new RefreshSettings(refreshAhead, checked, earlyRefresh, exceptionTtl, cachedExceptions);
    }

    RefreshSettings withEarlyRefresh(double beta) {
        double checked = SettingRules.upTo("early-refresh", LARGEST_EARLINESS, beta);
        return new RefreshSettings(refreshAhead, staleFor, checked, exceptionTtl, cachedExceptions);
    }

    RefreshSettings withExceptionTtl(Duration timeToLive) {
        Duration checked = SettingRules.upTo("exception-ttl", LONGEST, "36500 days", timeToLive);
        return new RefreshSettings(refreshAhead, staleFor, earlyRefresh, checked, cachedExceptions);
    }

    RefreshSettings withCachedExceptions(List<String> names) {
        names.forEach(name -> SettingRules.notEmpty("cached-exceptions", name));
        return new RefreshSettings(refreshAhead, staleFor, earlyRefresh, exceptionTtl, List.copyOf(names));
    }
}
