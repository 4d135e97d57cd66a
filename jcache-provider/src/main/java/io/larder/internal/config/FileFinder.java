package io.larder.internal.config;

import io.larder.internal.error.ConfigurationErrors;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds configuration files: on the class path, or wherever a URL leads. Immutable. */
final class FileFinder {

    /** The file that is read if it is there and no other is named. */
    static final String DEFAULT_FILE = "larder.yaml";

    private static final int URL_TIMEOUT_MILLIS = 10_000;

    private final ClassLoader classLoader;

    /**
     * Creates a finder.
     *
     * @param classLoader looks first; the thread's context class loader and Larder's own come after it
     */
    FileFinder(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    /** Returns the default file, if there is one. */
    Optional<FoundFile> findDefault() {
        return onClassPath(DEFAULT_FILE).map(url -> read(url, url.toString(), "Larder by default"));
    }

    /**
     * Returns the file of this name.
     *
     * @throws javax.cache.CacheException if it is not there or cannot be read
     */
    FoundFile find(FileName name) {
        return read(name.onClassPath() ? onClassPath(name) : url(name), name.shown(), name.namedBy());
    }

    private URL onClassPath(FileName name) {
        String resource = name.location().substring("classpath:".length()).replaceFirst("^/+", "");
        return onClassPath(resource)
                .orElseThrow(() -> ConfigurationErrors.unreadableFile(name.shown(), name.namedBy(), null));
    }

    private Optional<URL> onClassPath(String resource) {
        return Stream.of(
                        Optional.of(classLoader),
                        Optional.ofNullable(Thread.currentThread().getContextClassLoader()),
                        Optional.ofNullable(FileFinder.class.getClassLoader()))
                .flatMap(Optional::stream)
                .map(loader -> loader.getResource(resource))
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static URL url(FileName name) {
        try {
            return new URL(name.location());
        } catch (MalformedURLException e) {
            throw ConfigurationErrors.notLardersFile(
                    name.shown(), name.namedBy(), "The scheme of a file's URI is one that this JVM can open");
        }
    }

    private static FoundFile read(URL url, String shown, String namedBy) {
        try {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false); // a cached jar would stay open and show old content
            connection.setConnectTimeout(URL_TIMEOUT_MILLIS);
            connection.setReadTimeout(URL_TIMEOUT_MILLIS);
            try (InputStream content = connection.getInputStream()) {
                return new FoundFile(shown, content.readNBytes(YamlSettings.LONGEST_FILE + 1));
            }
        } catch (FileNotFoundException | NoSuchFileException e) {
            throw ConfigurationErrors.unreadableFile(shown, namedBy, null);
        } catch (IOException e) {
            throw ConfigurationErrors.unreadableFile(shown, namedBy, e);
        }
    }
}
