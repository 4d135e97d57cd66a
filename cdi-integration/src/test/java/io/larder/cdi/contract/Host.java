package io.larder.cdi.contract;

import jakarta.enterprise.inject.Instance;
import java.util.ServiceLoader;

/**
 * Where the beans of a contract are: in a container that this JVM starts for them or, where a service of this type says
 * so, in the server that the contract is deployed on.
 */
public interface Host {

    /** Gives the contract the one of this JVM. */
    static Host find() {
        return ServiceLoader.load(Host.class, Host.class.getClassLoader())
                .findFirst()
                .orElseGet(StandaloneHost::new);
    }

    /** Starts the application, if it has not been started. */
    void start(Class<?>... beanClasses);

    /** Returns the beans of the type. */
    <T> Instance<T> select(Class<T> type);

    /** Ends the application, if it was started for this test alone. */
    void stop();
}
