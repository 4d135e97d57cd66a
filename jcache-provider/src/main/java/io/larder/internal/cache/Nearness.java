package io.larder.internal.cache;

import io.larder.CacheSettings;
import io.larder.internal.codec.EntryCodec;
import io.larder.internal.expiry.Expiry;
import io.larder.internal.near.NearCache;
import io.larder.internal.near.NearLimits;
import io.larder.internal.store.Ttl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a cache has a near cache. Stateless. */
final class Nearness {

    private static final Logger log = LoggerFactory.getLogger(Nearness.class);

    private Nearness() {}

    /** Returns the near cache of a cache, {@code null} if it is not configured for one or cannot have one. */
    static <V> @Nullable NearCache<V> of(
            String cacheName, CacheSettings settings, Expiry expiry, EntryCodec<?, V> codec) {
        if (!settings.nearCache()) {
            return null;
        }
        if (!expiry.isConstant() || expiry.onAccess() != Ttl.UNCHANGED) {
            log.warn(
                    "The cache {} has no near cache, although near-cache is true: with its expiry policy every access may"
                            + " change how long an entry lives, so every access has to reach Redis. Choose"
                            + " expire-after-creation, expire-after-write or eternal, or set near-cache to false.",
                    cacheName);
            return null;
        }
        return new NearCache<>(NearLimits.of(settings), codec::decodeValue, settings.nearCacheImmutable());
    }
}
