package io.larder.benchmarks.micro;

import io.larder.LarderConfiguration;
import io.larder.cdi.annotation.CacheOptions;
import io.larder.cdi.annotation.CacheTags;
import io.larder.cdi.internal.expression.Names;
import io.larder.cdi.internal.expression.Text;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.annotation.CacheResult;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What {@code @CacheResult} costs on top of the cache, where the cache has the entry. With a near cache, because the network's
 * hundred microseconds would hide it. On Weld SE.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AnnotationBenchmark {

    /** The methods that are called; scoped, so that the container's proxy is paid for too. */
    @ApplicationScoped
    public static class Items {

        /** For the container. */
        public Items() {}

        /** Returns what the cache has from the first call on. */
        @CacheResult(cacheName = "items")
        public @Nullable String find(String name, int number) {
            return name + number;
        }

        /** As the other, with terms. */
        @CacheResult(cacheName = "tagged")
        @CacheTags({"items", "number:${number}", "result:${result}"})
        @CacheOptions(ttl = "PT1H", unless = "${empty result}")
        public @Nullable String findTagged(String name, int number) {
            return name + number;
        }
    }

    /** Where the caches are. */
    @ApplicationScoped
    public static class Managers {

        /** For the container. */
        public Managers() {}

        @Produces
        @ApplicationScoped
        CacheManager manager() {
            return open();
        }
    }

    private static final RedisDeployment REDIS = RedisServers.standalone();

    private @Nullable SeContainer container;
    private @Nullable Items items;
    private @Nullable Cache<Object, Object> cache;
    private @Nullable Object key;
    private @Nullable Text text;

    /** Called by JMH. */
    public AnnotationBenchmark() {}

    private static CacheManager open() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(REDIS.address())
                .caches("*", cache -> cache.nearCache(true))
                .build();
        return Caching.getCachingProvider("io.larder.spi.LarderCachingProvider")
                .getCacheManager(
                        URI.create("urn:annotations"),
                        AnnotationBenchmark.class.getClassLoader(),
                        configuration.toProperties());
    }

    /** Called by JMH. */
    @Setup
    public void start() throws NoSuchMethodException {
        SeContainer started = SeContainerInitializer.newInstance()
                .addBeanClasses(Items.class, Managers.class)
                .initialize();
        container = started;
        items = started.select(Items.class).get();
        Cache<Object, Object> opened = open().createCache("items", new MutableConfiguration<>());
        find();
        findTagged();
        cache = opened;
        key = opened.iterator().next().getKey();
        text = Text.of(
                "a benchmark",
                "order:${number}",
                Names.of(Items.class.getMethod("find", String.class, int.class), false));
    }

    /** Called by JMH. */
    @TearDown
    public void stop() {
        Objects.requireNonNull(container).close();
        open().close();
        REDIS.close();
    }

    @Benchmark
    public @Nullable Object cacheAlone() {
        return Objects.requireNonNull(cache).get(Objects.requireNonNull(key));
    }

    @Benchmark
    public @Nullable String find() {
        return Objects.requireNonNull(items).find("item", 42);
    }

    @Benchmark
    public @Nullable String findTagged() {
        return Objects.requireNonNull(items).findTagged("item", 42);
    }

    /** What a lock's key or a tag costs, where one is needed. */
    @Benchmark
    public String expression() {
        return Objects.requireNonNull(text).of(new Object[] {"item", 42}, null);
    }
}
