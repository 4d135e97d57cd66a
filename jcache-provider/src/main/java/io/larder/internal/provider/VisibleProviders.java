package io.larder.internal.provider;

import io.larder.internal.error.ConfigurationErrors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for other JCache providers on the class path. {@code Caching.getCachingProvider()} refuses to choose between
 * two, and its message does not say what to do; this one does, before that happens.
 */
public final class VisibleProviders {

    private static final Logger log = LoggerFactory.getLogger(VisibleProviders.class);
    private static final String SERVICE_FILE = "META-INF/services/javax.cache.spi.CachingProvider";

    private VisibleProviders() {}

    /**
     * Logs one line if there is more than one provider.
     *
     * @param ours the name of Larder's provider class
     * @param loader where applications look
     */
    public static void warnOfOthers(String ours, ClassLoader loader) {
        Set<String> providers = seenBy(loader);
        providers.remove(ours);
        if (!providers.isEmpty()) {
            log.warn(ConfigurationErrors.severalProviders(providers, ours));
        }
    }

    /** Returns the names in all service files; reads them without loading any class. */
    static Set<String> seenBy(ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        try {
            for (URL file : Collections.list(loader.getResources(SERVICE_FILE))) {
                names.addAll(read(file));
            }
        } catch (IOException | UncheckedIOException e) {
            log.debug("The service files of JCache providers cannot be read", e);
        }
        return names;
    }

    private static Set<String> read(URL file) throws IOException {
        URLConnection connection = file.openConnection();
        connection.setUseCaches(false); // a cached jar stays locked when an application is undeployed
        Set<String> names = new TreeSet<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }
}
