package io.larder.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Thing;
import io.larder.fixture.Topology;
import io.larder.spi.LarderCachingProvider;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The application's classes come from the manager's class loader, and nothing of it stays behind. */
@ParameterizedClass
@EnumSource(Topology.class)
class ClassLoadersIT {

    @RegisterExtension
    final LarderCaches larder;

    ClassLoadersIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    /** Defines {@link Thing} itself instead of asking its parent. */
    private static final class ThrowAway extends URLClassLoader {

        ThrowAway() {
            super(
                    "throw-away",
                    new URL[] {
                        ClassLoadersIT.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    ClassLoadersIT.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Thing.class.getName())) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        Object thing(String name) {
            try {
                return loadClass(Thing.class.getName())
                        .getConstructor(String.class)
                        .newInstance(name);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void value_ofTheManagersLoader_comesBackOfItWhateverTheThreadsLoader() throws IOException {
        try (ThrowAway loader = new ThrowAway()) {
            CacheManager manager = larder.anotherManager(loader, larder.configuration());
            Cache<Object, Object> cache = manager.createCache("things", new MutableConfiguration<>());
            Object thing = loader.thing("one");
            assertThat(thing.getClass()).isNotEqualTo(Thing.class);

            cache.put("key", thing);
            cache.put(thing, "found by key");

            assertThat(Thread.currentThread().getContextClassLoader()).isNotSameAs(loader);
            assertThat(cache.get("key")).isEqualTo(thing).hasSameClassAs(thing);
            assertThat(cache.get(loader.thing("one"))).isEqualTo("found by key");
            assertThat(cache).anySatisfy(entry -> assertThat(entry.getKey()).hasSameClassAs(thing));
            manager.close();
        }
    }

    @Test
    void oneCacheName_inManagersOfTwoLoaders_eachSeesItsOwnClass() throws IOException {
        try (ThrowAway one = new ThrowAway();
                ThrowAway two = new ThrowAway()) {
            URI uri = URI.create("urn:two-loaders");
            var properties = larder.configuration().build().toProperties();
            CacheManager ofOne = larder.provider().getCacheManager(uri, one, properties);
            CacheManager ofTwo = larder.provider().getCacheManager(uri, two, properties);
            Cache<String, Object> first = ofOne.createCache("things", new MutableConfiguration<>());
            Cache<String, Object> second = ofTwo.createCache("things", new MutableConfiguration<>());

            first.put("key", one.thing("shared"));

            assertThat(ofOne).isNotSameAs(ofTwo);
            assertThat(second.get("key")).isEqualTo(two.thing("shared")).isNotEqualTo(one.thing("shared"));
            larder.provider().close();
        }
    }

    @Test
    void value_ofAClassTheLoaderDoesNotHave_isAMiss() throws IOException {
        try (ThrowAway loader = new ThrowAway();
                URLClassLoader without = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            Cache<String, Object> with = larder.anotherManager(loader, larder.configuration())
                    .createCache("things", new MutableConfiguration<>());
            Cache<String, Object> blind = larder.anotherManager(without, larder.configuration())
                    .createCache("things", new MutableConfiguration<>());

            with.put("key", loader.thing("one"));

            assertThat(blind.get("key")).isNull();
            assertThat(blind.iterator().hasNext()).isFalse();
            larder.provider().close();
        }
    }

    @Test
    void close_afterEverything_leavesNoThreadBeanSubscriptionOrLoader() throws Exception {
        Set<Thread> before = larderThreads();
        int channels = channels();

        WeakReference<ClassLoader> loader = useAndClose();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(larderThreads().stream().filter(thread -> !before.contains(thread)))
                        .isEmpty());
        assertThat(beans("urn.throw-away")).isEmpty();
        assertThat(channels()).isEqualTo(channels);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            System.gc();
            assertThat(loader.refersTo(null)).isTrue();
        });
    }

    /** In a method of its own, so that no local variable holds the loader. */
    private WeakReference<ClassLoader> useAndClose() throws Exception {
        ThrowAway loader = new ThrowAway();
        LarderCachingProvider provider = new LarderCachingProvider();
        CacheManager manager = provider.getCacheManager(
                URI.create("urn:throw-away"),
                loader,
                larder.configuration().build().toProperties());
        EventRecorder<Object, Object> synchronous = new EventRecorder<>();
        EventRecorder<Object, Object> asynchronous = new EventRecorder<>();
        Cache<Object, Object> cache = manager.createCache(
                "everything",
                new MutableConfiguration<>()
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true)
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                                new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 200)))
                        .addCacheEntryListenerConfiguration(synchronous.synchronous())
                        .addCacheEntryListenerConfiguration(asynchronous.asynchronous()));
        cache.put(loader.thing("key"), loader.thing("value"));
        cache.invoke(loader.thing("key"), (entry, arguments) -> {
            entry.setValue(loader.thing("another"));
            return entry.exists();
        });
        CompletableFuture.runAsync(() -> cache.put("from another thread", loader.thing("value")))
                .get(10, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(asynchronous.told()).hasSizeGreaterThan(4));
        assertThat(beans("urn.throw-away")).hasSize(2);
        assertThat(channels()).isPositive();
        provider.close();
        loader.close();
        return new WeakReference<>(loader);
    }

    private static Set<Thread> larderThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        List.of("larder-", "redisson-", "nioEventLoop", "globalEventExecutor", "multiThreadIoEventLoop")
                                .stream()
                                .anyMatch(prefix -> thread.getName().startsWith(prefix)))
                .collect(Collectors.toSet());
    }

    private static Set<ObjectName> beans(String manager) throws MalformedObjectNameException {
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:CacheManager=" + manager + ",*"), null);
    }

    private int channels() {
        return larder.deployment().nodes().stream()
                .mapToInt(node ->
                        ((List<?>) Objects.requireNonNull(node.command("PUBSUB", "CHANNELS", "*everything*"))).size())
                .sum();
    }
}
