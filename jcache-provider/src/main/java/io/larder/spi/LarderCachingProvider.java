package io.larder.spi;

import io.larder.internal.provider.CacheManagers;
import io.larder.internal.provider.VisibleProviders;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * Larder's caching provider: what {@code Caching.getCachingProvider()} returns where Larder is the one on the class path.
 * Thread-safe.
 *
 * <p>A manager's URI names a configuration file ({@code classpath:}, {@code file:}, {@code jar:}), or is just a name, in
 * which case {@code larder.yaml} is read from the class path if it is there; see {@code docs/configuration.md}.
 *
 * <p>A library or server that must not leave an application's class loader behind creates an instance of its own instead
 * of asking {@code Caching}, whose registry has no way to forget one.
 */
public final class LarderCachingProvider implements CachingProvider {

    private static final URI DEFAULT_URI = URI.create("larder");

    private final CacheManagers managers = new CacheManagers();

    /** Makes a provider without managers; logs one line if other providers are visible. */
    public LarderCachingProvider() {
        VisibleProviders.warnOfOthers(getClass().getName(), getDefaultClassLoader());
    }

    /**
     * {@inheritDoc}
     *
     * @param uri {@code null} for the default
     * @param classLoader {@code null} for the default
     * @param properties keys that begin with {@code larder.}, or a whole configuration from
     *     {@link io.larder.LarderConfiguration#toProperties()}; {@code null} for none
     * @throws javax.cache.CacheException if the configuration is wrong or Redis cannot be reached
     */
    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        return managers.get(
                this,
                uri == null ? getDefaultURI() : uri,
                classLoader == null ? getDefaultClassLoader() : classLoader,
                properties == null ? getDefaultProperties() : properties);
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    /** {@inheritDoc} The thread's, because an application's classes may be invisible to the one that loaded Larder. */
    @Override
    public ClassLoader getDefaultClassLoader() {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        return ofThread == null ? getClass().getClassLoader() : ofThread;
    }

    @Override
    public URI getDefaultURI() {
        return DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    /** {@inheritDoc} The provider can be used again afterwards. */
    @Override
    public void close() {
        managers.closeAll();
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        managers.closeAll(classLoader == null ? getDefaultClassLoader() : classLoader);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        managers.close(
                uri == null ? getDefaultURI() : uri, classLoader == null ? getDefaultClassLoader() : classLoader);
    }

    /** {@inheritDoc} None: entries live in Redis, so they are always stored by value. */
    @Override
    public boolean isSupported(OptionalFeature optionalFeature) {
        return false;
    }
}
