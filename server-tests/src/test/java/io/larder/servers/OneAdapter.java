package io.larder.servers;

import java.util.Collection;
import java.util.Map;
import org.jboss.arquillian.core.impl.loadable.JavaSPIExtensionLoader;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Hides from Arquillian the adapters of other servers: it takes no more than one, and several are in the class path. */
public final class OneAdapter extends JavaSPIExtensionLoader {

    private static final Map<String, String> PACKAGES = Map.of(
            "glassfish", "org.omnifaces.arquillian.",
            "liberty", "io.openliberty.arquillian.",
            "payara", "fish.payara.arquillian.");

    @Override
    public Collection<LoadableExtension> load() {
        return super.load().stream()
                .filter(extension -> !isOfAnotherServer(extension.getClass().getName()))
                .toList();
    }

    private static boolean isOfAnotherServer(String extension) {
        return PACKAGES.entrySet().stream()
                .anyMatch(adapter -> extension.startsWith(adapter.getValue())
                        && !adapter.getKey().equals(System.getProperty("test.server")));
    }
}
