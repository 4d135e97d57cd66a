package io.larder.internal.near;

import io.larder.CacheSettings;
import java.util.Optional;

/**
 * How much a near cache keeps, and for how long. Immutable.
 *
 * @param maximumSize the number of entries
 * @param maximumWeight the number of bytes of payload, in place of the number of entries
 * @param maximumAgeNanos how long after its request an answer may be passed on
 * @param absent whether it is kept that there is no entry
 */
public record NearLimits(int maximumSize, Optional<Integer> maximumWeight, long maximumAgeNanos, boolean absent) {

    /** Returns the limits of a cache with these settings. */
    public static NearLimits of(CacheSettings settings) {
        return new NearLimits(
                settings.nearCacheMaximumSize(),
                settings.nearCacheMaximumWeight(),
                settings.nearCacheMaximumAge().toNanos(),
                settings.nearCacheAbsent());
    }
}
