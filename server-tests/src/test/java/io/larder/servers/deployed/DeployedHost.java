package io.larder.servers.deployed;

import io.larder.cdi.contract.Host;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;

/**
 * The server's container, whose beans live as long as the application. Destroying them before each test would not do: not
 * every container makes new ones then.
 */
public final class DeployedHost implements Host {

    @Override
    public void start(Class<?>... beanClasses) {}

    @Override
    public <T> Instance<T> select(Class<T> type) {
        return CDI.current().select(type);
    }

    @Override
    public void stop() {}
}
