package io.larder.cdi.contract;

import static java.util.Objects.requireNonNull;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URL;
import java.net.URLClassLoader;
import org.jspecify.annotations.Nullable;

/** A container in this JVM. */
final class StandaloneHost implements Host {

    private @Nullable SeContainer container;

    @Override
    public void start(Class<?>... beanClasses) {
        container = open(beanClasses);
    }

    @Override
    public <T> Instance<T> select(Class<T> type) {
        return requireNonNull(container).select(type);
    }

    @Override
    public void stop() {
        requireNonNull(container).close();
    }

    /** Starts a container; the extension is found as in every application, by its jar. */
    static SeContainer open(Class<?>... beanClasses) {
        return initializer(beanClasses).initialize();
    }

    /**
     * Starts a container that is expected to fail, with a class loader of its own: OpenWebBeans keeps one container per
     * class loader, and does not forget one that failed.
     */
    static SeContainer openInVain(Class<?>... beanClasses) {
        return initializer(beanClasses)
                .setClassLoader(new URLClassLoader(new URL[0], StandaloneHost.class.getClassLoader()))
                .initialize();
    }

    /** Only classes that are named are to become beans, and that takes another setting in each container. */
    private static SeContainerInitializer initializer(Class<?>... beanClasses) {
        SeContainerInitializer initializer =
                SeContainerInitializer.newInstance().addBeanClasses(beanClasses);
        boolean isWeld = initializer.getClass().getName().startsWith("org.jboss.weld.");
        // Weld looks only into archives with a beans.xml, and for extensions only where it looks for beans.
        return isWeld ? initializer : initializer.disableDiscovery();
    }
}
