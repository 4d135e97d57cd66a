package io.larder.internal.management;

import io.larder.internal.error.CacheErrors;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.function.Supplier;
import javax.cache.configuration.CompleteConfiguration;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two beans of one cache on the platform's MBean server, under the names that the spec gives them. Thread-safe;
 * showing what is shown and hiding what is hidden does nothing.
 *
 * @see javax.cache.CacheManager#enableManagement(String, boolean)
 */
public final class CacheBeans {

    private static final Logger log = LoggerFactory.getLogger(CacheBeans.class);

    private final Bean statistics;
    private final Bean configuration;

    /** Prepares the beans; none is shown yet. */
    public CacheBeans(
            URI managerUri,
            String cacheName,
            CacheStatisticsBean statistics,
            Supplier<? extends CompleteConfiguration<?, ?>> configuration) {
        this.statistics = new Bean(objectName("CacheStatistics", managerUri, cacheName), statistics);
        this.configuration = new Bean(
                objectName("CacheConfiguration", managerUri, cacheName), new CacheConfigurationBean(configuration));
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

    private static ObjectName objectName(String type, URI managerUri, String cacheName) {
        return objectName("javax.cache:type=" + type + ",CacheManager=" + legal(managerUri.toString()) + ",Cache="
                + legal(cacheName));
    }

    /** The spec has no name for this one. */
    static ObjectName lockName(URI managerUri) {
        return objectName("io.larder:type=LockStatistics,CacheManager=" + legal(managerUri.toString()));
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw CacheErrors.mbeanRefused(name, e);
        }
    }

    /** What JMX reads as syntax becomes a dot, as in the reference implementation, so that tools find the names. */
    private static String legal(String text) {
        return text.replaceAll("[,:=\n*?\"]", ".");
    }

    /** One bean and whether it was this object that showed it: a namesake of another manager is left alone. */
    static final class Bean {

        private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        private final ObjectName name;
        private final Object bean;
        private boolean shown;

        Bean(ObjectName name, Object bean) {
            this.name = name;
            this.bean = bean;
        }

        synchronized void show(boolean wanted) {
            if (wanted == shown) {
                return;
            }
            try {
                change(wanted);
                shown = wanted;
            } catch (InstanceAlreadyExistsException | InstanceNotFoundException e) {
                log.warn("{} belongs to another cache manager of the same URI, or somebody took it away", name);
                shown = false;
            } catch (JMException e) {
                throw CacheErrors.mbeanRefused(name.toString(), e);
            }
        }

        private void change(boolean wanted) throws JMException {
            if (wanted) {
                server.registerMBean(bean, name);
            } else {
                server.unregisterMBean(name);
            }
        }
    }
}
