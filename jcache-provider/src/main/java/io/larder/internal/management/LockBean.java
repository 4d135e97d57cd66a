package io.larder.internal.management;

import java.net.URI;

/** The bean of one manager's locks on the platform's MBean server. Thread-safe. */
public final class LockBean {

    private final CacheBeans.Bean bean;

    /** Prepares the bean; it is not shown yet. */
    public LockBean(URI managerUri, LockStatistics statistics) {
        bean = new CacheBeans.Bean(CacheBeans.lockName(managerUri), statistics);
    }

    /** Shows or hides it. */
    public void show(boolean shown) {
        bean.show(shown);
    }
}
