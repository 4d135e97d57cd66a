package io.larder.internal.config;

import io.larder.CacheSettings;
import io.larder.ValueFormat;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The keys that stand in the sections of caches. */
enum CacheKey {
    PARTITIONS("partitions", (builder, value) -> builder.partitions(value.wholeNumber())),
    VALUE_FORMAT("value-format", (builder, value) -> builder.valueFormat(value.oneOf(ValueFormat.class))),
    ALLOW("allow", (builder, value) -> builder.allow(value.list())),
    EXPIRE_AFTER_CREATION("expire-after-creation", (builder, value) -> builder.expireAfterCreation(value.duration())),
    EXPIRE_AFTER_WRITE("expire-after-write", (builder, value) -> builder.expireAfterWrite(value.duration())),
    EXPIRE_AFTER_ACCESS("expire-after-access", (builder, value) -> builder.expireAfterAccess(value.duration())),
    EXPIRE_AFTER_TOUCH("expire-after-touch", (builder, value) -> builder.expireAfterTouch(value.duration())),
    ETERNAL("eternal", (builder, value) -> {
        value.onlyTrue();
        builder.eternal();
    }),
    STATISTICS("statistics", (builder, value) -> builder.statistics(value.trueOrFalse())),
    MANAGEMENT("management", (builder, value) -> builder.management(value.trueOrFalse())),
    LISTENER_TIMEOUT("listener-timeout", (builder, value) -> builder.listenerTimeout(value.duration())),
    SCAN_PAGE_SIZE("scan-page-size", (builder, value) -> builder.scanPageSize(value.wholeNumber())),
    NEAR_CACHE("near-cache", (builder, value) -> builder.nearCache(value.trueOrFalse())),
    NEAR_CACHE_MAXIMUM_SIZE(
            "near-cache-maximum-size", (builder, value) -> builder.nearCacheMaximumSize(value.wholeNumber())),
    NEAR_CACHE_MAXIMUM_WEIGHT(
            "near-cache-maximum-weight", (builder, value) -> builder.nearCacheMaximumWeight(value.wholeNumber())),
    NEAR_CACHE_MAXIMUM_AGE("near-cache-maximum-age", (builder, value) -> builder.nearCacheMaximumAge(value.duration())),
    NEAR_CACHE_IMMUTABLE("near-cache-immutable", (builder, value) -> builder.nearCacheImmutable(value.list())),
    NEAR_CACHE_ABSENT("near-cache-absent", (builder, value) -> builder.nearCacheAbsent(value.trueOrFalse())),
    LOAD_LEASE("load-lease", (builder, value) -> builder.loadLease(value.duration())),
    NULL_TTL("null-ttl", (builder, value) -> builder.nullTtl(value.duration())),
    TTL_JITTER("ttl-jitter", (builder, value) -> builder.ttlJitter(value.wholeNumber())),
    REFRESH_AHEAD("refresh-ahead", (builder, value) -> builder.refreshAhead(value.wholeNumber())),
    STALE_FOR("stale-for", (builder, value) -> builder.staleFor(value.duration())),
    EARLY_REFRESH("early-refresh", (builder, value) -> builder.earlyRefresh(value.number())),
    EXCEPTION_TTL("exception-ttl", (builder, value) -> builder.exceptionTtl(value.duration())),
    CACHED_EXCEPTIONS("cached-exceptions", (builder, value) -> builder.cachedExceptions(value.list())),
    TAGGER("tagger", (builder, value) -> builder.taggerClass(value.text().strip())),
    CREATE("create", (builder, value) -> builder.create(value.trueOrFalse()));

    private final String suffix;

    @SuppressWarnings("ImmutableEnumChecker") // setters keep nothing
    private final BiConsumer<CacheSettings.Builder, Value> setter;

    CacheKey(String suffix, BiConsumer<CacheSettings.Builder, Value> setter) {
        this.suffix = suffix;
        this.setter = setter;
    }

    static Optional<CacheKey> find(String suffix) {
        return Arrays.stream(values()).filter(key -> key.suffix.equals(suffix)).findFirst();
    }

    /** Returns the last part of the key. */
    String suffix() {
        return suffix;
    }

    /** Tells whether this is one of the keys of which a section can have only one. */
    boolean isExpiry() {
        return suffix.startsWith("expire-after-") || this == ETERNAL;
    }

    /** Tells whether this is one of the two ways to limit a near cache. */
    boolean isNearLimit() {
        return this == NEAR_CACHE_MAXIMUM_SIZE || this == NEAR_CACHE_MAXIMUM_WEIGHT;
    }

    void apply(CacheSettings.Builder builder, Value value) {
        setter.accept(builder, value);
    }
}
