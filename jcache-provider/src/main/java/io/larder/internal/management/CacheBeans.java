package io.larder.internal.management;

import java.net.URI;
import java.util.function.Supplier;
import javax.cache.configuration.CompleteConfiguration;

/**
 * The two beans of one cache on the platform's MBean server, under the names that the spec gives them. Thread-safe;
 * showing what is shown and hiding what is hidden does nothing.
 *
 * @see javax.cache.CacheManager#enableManagement(String, boolean)
 */
public final class CacheBeans {

    private final ShownBean statistics;
    private final ShownBean configuration;

    /** Prepares the beans; none is shown yet. */
    public CacheBeans(
            URI managerUri,
            String cacheName,
            CacheStatisticsBean statistics,
            Supplier<? extends CompleteConfiguration<?, ?>> configuration) {
        this.statistics = new ShownBean(name("CacheStatistics", managerUri, cacheName), statistics);
        this.configuration = new ShownBean(
                name("CacheConfiguration", managerUri, cacheName), new CacheConfigurationBean(configuration));
    }

    /** Shows or hides the statistics. */
    public void showStatistics(boolean shown) {
        statistics.show(shown);
    }

    /** Shows or hides the configuration. */
    public void showConfiguration(boolean shown) {
        configuration.show(shown);
    }

    /** Hides both. */
    public void hideAll() {
        showStatistics(false);
        showConfiguration(false);
    }

    private static String name(String type, URI managerUri, String cacheName) {
        return "javax.cache:type=" + type + ",CacheManager=" + ShownBean.legal(managerUri.toString()) + ",Cache="
                + ShownBean.legal(cacheName);
    }
}
