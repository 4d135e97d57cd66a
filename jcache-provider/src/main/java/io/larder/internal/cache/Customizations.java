package io.larder.internal.cache;

import io.larder.CacheSettings;
import io.larder.LarderCacheConfiguration;
import io.larder.Tagger;
import io.larder.internal.error.CacheErrors;
import io.larder.internal.expiry.Expiry;
import io.larder.internal.integration.EntryTags;
import io.larder.internal.integration.ExceptionClasses;
import io.larder.internal.integration.Loader;
import io.larder.internal.integration.TaggerClass;
import io.larder.internal.integration.Writer;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an application adds to a cache by factories: loader, writer, expiry policy and tagger, made once and closed with the
 * cache. Immutable.
 *
 * @param <K> the type of key
 * @param <V> the type of value
 */
final class Customizations<K, V> {

    private static final Logger log = LoggerFactory.getLogger(Customizations.class);

    private final @Nullable Loader<K, V> loader;
    private final @Nullable Writer<K, V> writer;
    private final Expiry expiry;
    private final @Nullable EntryTags<K, V> tagger;
    private final List<Object> made;

    private Customizations(
            @Nullable Loader<K, V> loader,
            @Nullable Writer<K, V> writer,
            Expiry expiry,
            @Nullable EntryTags<K, V> tagger,
            List<Object> made) {
        this.loader = loader;
        this.writer = writer;
        this.expiry = expiry;
        this.tagger = tagger;
        this.made = List.copyOf(made);
    }

    /**
     * Calls the factories.
     *
     * @param classLoader where classes are found that are configured by name
     * @throws javax.cache.CacheException if one fails; what was made before is closed then
     */
    static <K, V> Customizations<K, V> of(LarderCacheConfiguration<K, V> configuration, ClassLoader classLoader) {
        ExceptionClasses.check(configuration.settings().cachedExceptions(), classLoader);
        List<Object> made = new ArrayList<>();
        try {
            var loader = make("cache loader", configuration.getCacheLoaderFactory(), made);
            var writer = make("cache writer", configuration.getCacheWriterFactory(), made);
            ExpiryPolicy policy = make("expiry policy", configuration.getExpiryPolicyFactory(), made);
            Tagger<? super K, ? super V> tagger =
                    make("tagger", taggerFactory(configuration.settings(), classLoader), made);
            return new Customizations<>(
                    loader == null ? null : new Loader<>(loader, configuration.isReadThrough()),
                    writer == null || !configuration.isWriteThrough() ? null : new Writer<>(writer),
                    new Expiry(Objects.requireNonNull(policy, "a configuration always has an expiry policy")),
                    tagger == null ? null : new EntryTags<>(tagger),
                    made);
        } catch (RuntimeException e) {
            close(made);
            throw e;
        }
    }

    @SuppressWarnings("unchecked") // settings have no types; a tagger of others fails when it is called
    private static <K, V> @Nullable Factory<Tagger<? super K, ? super V>> taggerFactory(
            CacheSettings settings, ClassLoader classLoader) {
        return (Factory<Tagger<? super K, ? super V>>) (Factory<?>) settings.taggerClass()
                .<Factory<?>>map(name -> TaggerClass.factoryOf(name, classLoader))
                .or(settings::taggerFactory)
                .orElse(null);
    }

    private static <T> @Nullable T make(String what, @Nullable Factory<? extends T> factory, List<Object> made) {
        if (factory == null) {
            return null;
        }
        try {
            T product = Objects.requireNonNull(factory.create(), "The factory returned null");
            made.add(product);
            return product;
        } catch (RuntimeException e) {
            throw CacheErrors.factoryFailed(what, e);
        }
    }

    /** Returns the loader, {@code null} if none is configured. */
    @Nullable
    Loader<K, V> loader() {
        return loader;
    }

    /** Returns the loader that reads go through, {@code null} if they don't. */
    @Nullable
    Loader<K, V> readThroughLoader() {
        return loader != null && loader.isReadThrough() ? loader : null;
    }

    /** Returns the writer that changes go through, {@code null} if they don't. */
    @Nullable
    Writer<K, V> writer() {
        return writer;
    }

    Expiry expiry() {
        return expiry;
    }

    /** Returns the tagger, {@code null} if none is configured. */
    @Nullable
    EntryTags<K, V> tagger() {
        return tagger;
    }

    /** Closes what the factories made. */
    void close() {
        close(made);
    }

    /** Closes what can be closed, all of it, whatever one of them throws. */
    static void close(Iterable<?> parts) {
        for (Object part : parts) {
            if (part instanceof Closeable closeable) {
                close(closeable);
            }
        }
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException | RuntimeException e) {
            log.warn("Closing {} failed", closeable.getClass().getName(), e);
        }
    }
}
