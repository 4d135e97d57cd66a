package io.larder;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is set about what a JVM keeps of what it has read; {@code null} is "not set". Immutable.
 *
 * @param enabled whether it keeps anything
 * @param maximumSize how many entries, if that is the limit
 * @param maximumWeight how many bytes, if that is the limit
 * @param maximumAge how long
 * @param immutable which classes of values callers share
 * @param absent whether it also keeps that there is no entry
 */
record NearSettings(
        @Nullable Boolean enabled,
        @Nullable Integer maximumSize,
        @Nullable Integer maximumWeight,
        @Nullable Duration maximumAge,
        @Nullable List<String> immutable,
        @Nullable Boolean absent)
        implements Serializable {

    static final NearSettings NONE = new NearSettings(null, null, null, null, null, null);
    private static final long serialVersionUID = 1L;
    private static final int MOST_ENTRIES = 100_000_000;
    private static final int MOST_BYTES = 999_999_999;
    private static final Duration LONGEST_AGE = Duration.ofDays(1);

    NearSettings overlay(NearSettings higher) {
        return new NearSettings(
                SettingRules.either(higher.enabled, enabled),
                higher.isLimited() ? higher.maximumSize : maximumSize,
                higher.isLimited() ? higher.maximumWeight : maximumWeight,
                SettingRules.either(higher.maximumAge, maximumAge),
                SettingRules.either(higher.immutable, immutable),
                SettingRules.either(higher.absent, absent));
    }

    /** A limit of one kind takes the place of one of the other kind. */
    private boolean isLimited() {
        return maximumSize != null || maximumWeight != null;
    }

    NearSettings withEnabled(boolean wanted) {
        return new NearSettings(wanted, maximumSize, maximumWeight, maximumAge, immutable, absent);
    }

    NearSettings withMaximumSize(int entries) {
        int checked = SettingRules.between("near-cache-maximum-size", 1, MOST_ENTRIES, entries);
        return new NearSettings(enabled, checked, null, maximumAge, immutable, absent);
    }

    NearSettings withMaximumWeight(int bytes) {
        int checked = SettingRules.between("near-cache-maximum-weight", 1, MOST_BYTES, bytes);
        return new NearSettings(enabled, null, checked, maximumAge, immutable, absent);
    }

    NearSettings withMaximumAge(Duration age) {
        Duration checked = SettingRules.upTo("near-cache-maximum-age", LONGEST_AGE, "one day", age);
        return new NearSettings(enabled, maximumSize, maximumWeight, checked, immutable, absent);
    }

    NearSettings withImmutable(List<String> patterns) {
        List<String> checked = SettingRules.classPatterns("near-cache-immutable", patterns);
        return new NearSettings(enabled, maximumSize, maximumWeight, maximumAge, checked, absent);
    }

    NearSettings withAbsent(boolean wanted) {
        return new NearSettings(enabled, maximumSize, maximumWeight, maximumAge, immutable, wanted);
    }
}
