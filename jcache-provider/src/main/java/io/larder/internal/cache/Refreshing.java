package io.larder.internal.cache;

import io.larder.CacheSettings;
import io.larder.internal.expiry.Expiry;
import io.larder.internal.loading.LoadRules;
import io.larder.internal.store.Ttl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether the entries of a cache can be refreshed. Stateless. */
final class Refreshing {

    private static final Logger log = LoggerFactory.getLogger(Refreshing.class);

    private Refreshing() {}

    /** Returns how a cache loads; without refreshes where each access gives entries a new time to live. */
    static LoadRules rules(String cacheName, CacheSettings settings, Expiry expiry) {
        boolean isRefreshable = !expiry.isConstant() || expiry.onAccess() == Ttl.UNCHANGED;
        LoadRules wanted = LoadRules.of(settings);
        if (isRefreshable) {
            return wanted;
        }
        if (wanted.refresh().isOn()) {
            log.warn(
                    "The entries of the cache {} are not refreshed, although refresh-ahead, early-refresh or stale-for is set:"
                            + " with its expiry policy every access gives an entry a new time to live. Choose"
                            + " expire-after-creation, expire-after-write or eternal, or leave these settings out.",
                    cacheName);
        }
        return wanted.withoutRefreshes();
    }
}
