package io.larder.reference;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;

/**
 * The reference implementation, in a class loader of its own: on the class path it would be a second provider for
 * {@code Caching.getCachingProvider()}. The build copies its jar.
 */
final class ReferenceProvider implements AutoCloseable {

    private static final Path JAR = Path.of("target", "reference", "cache-ri-impl.jar");

    private final URLClassLoader loader;
    private final CachingProvider provider;

    ReferenceProvider() {
        if (!JAR.toFile().isFile()) {
            throw new IllegalStateException("The build copies the reference implementation to " + JAR.toAbsolutePath()
                    + " before the tests: run them with Maven, or run mvn process-test-resources first");
        }
        try {
            loader = new URLClassLoader(
                    "reference implementation",
                    new java.net.URL[] {JAR.toUri().toURL()},
                    ReferenceProvider.class.getClassLoader());
            provider = (CachingProvider) loader.loadClass("org.jsr107.ri.spi.RICachingProvider")
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (MalformedURLException | ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    CacheManager manager() {
        return provider.getCacheManager(
                URI.create("urn:reference"), ReferenceProvider.class.getClassLoader(), new Properties());
    }

    @Override
    public void close() throws IOException {
        provider.close();
        loader.close();
    }
}
