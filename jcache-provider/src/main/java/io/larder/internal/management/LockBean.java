package io.larder.internal.management;

import java.net.URI;

/** The bean of one manager's locks on the platform's MBean server; the spec has no name for it. Thread-safe. */
public final class LockBean {

    private final ShownBean bean;

    /** Prepares the bean; it is not shown yet. */
    public LockBean(URI managerUri, LockStatistics statistics) {
        bean = new ShownBean(
                "io.larder:type=LockStatistics,CacheManager=" + ShownBean.legal(managerUri.toString()), statistics);
    }

    /** Shows or hides it. */
    public void show(boolean shown) {
        bean.show(shown);
    }
}
