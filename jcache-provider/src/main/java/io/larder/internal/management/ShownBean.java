package io.larder.internal.management;

import io.larder.internal.error.CacheErrors;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bean on the platform's MBean server, and whether it was this object that showed it: a namesake of another manager is
 * left alone. Thread-safe; showing what is shown and hiding what is hidden does nothing.
 */
final class ShownBean {

    private static final Logger log = LoggerFactory.getLogger(ShownBean.class);

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName name;
    private final Object bean;
    private boolean shown;

    /**
     * Prepares the bean; it is not shown yet.
     *
     * @param name its whole name, of {@linkplain #legal legal} parts
     */
    ShownBean(String name, Object bean) {
        this.name = objectName(name);
        this.bean = bean;
    }

    private static ObjectName objectName(String name) {
        try {
            return new ObjectName(name);
        } catch (MalformedObjectNameException e) {
            throw CacheErrors.mbeanRefused(name, e);
        }
    }

    /** What JMX reads as syntax becomes a dot, as in the reference implementation, so that tools find the names. */
    static String legal(String text) {
        return text.replaceAll("[,:=\n*?\"]", ".");
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
