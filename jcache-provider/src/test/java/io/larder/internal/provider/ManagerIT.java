package io.larder.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.larder.LarderCacheConfiguration;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.configuration.OptionalFeature;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.redisson.api.RedissonClient;

/** Managers and the provider: identity, life cycle, configuration, beans. */
@ParameterizedClass
@EnumSource(Topology.class)
class ManagerIT {

    @RegisterExtension
    final LarderCaches larder;

    ManagerIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private static ClassLoader loader() {
        return ManagerIT.class.getClassLoader();
    }

    private CacheManager open(String uri, ClassLoader loader) {
        return larder.provider()
                .getCacheManager(
                        URI.create(uri), loader, larder.configuration().build().toProperties());
    }

    private static Set<String> entriesOf(Cache<String, String> cache) {
        Set<String> keys = new java.util.HashSet<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    @Test
    void getCacheManager_sameUriAndLoader_isTheSameUntilItIsClosed() {
        CacheManager first = open("urn:same", loader());

        assertThat(open("urn:same", loader())).isSameAs(first);
        assertThat(larder.provider().getCacheManager(URI.create("urn:same"), loader()))
                .isSameAs(first);
        first.close();
        CacheManager second = open("urn:same", loader());

        assertThat(first.isClosed()).isTrue();
        assertThat(second).isNotSameAs(first);
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void getCacheManager_manyThreads_isOpenedOnce() throws Exception {
        Set<CacheManager> opened = inParallel(8, () -> open("urn:raced", loader()));

        assertThat(opened).hasSize(1);
    }

    @Test
    void getCacheManager_firstProperties_stay() {
        Properties properties = larder.configuration().build().toProperties();
        CacheManager manager = larder.provider().getCacheManager(URI.create("urn:p"), loader(), properties);

        larder.provider().getCacheManager(URI.create("urn:p"), loader(), new Properties());

        assertThat(manager.getProperties()).isEqualTo(properties);
        assertThat(manager.getURI()).isEqualTo(URI.create("urn:p"));
        assertThat(manager.getClassLoader()).isSameAs(loader());
        assertThat(manager.getCachingProvider()).isSameAs(larder.provider());
    }

    @Test
    void close_ofLoaderOrUri_leavesOtherManagersOpen() throws Exception {
        try (URLClassLoader child = new URLClassLoader(new URL[0], loader())) {
            CacheManager here = open("urn:here", loader());
            CacheManager there = open("urn:there", loader());
            CacheManager ofChild = open("urn:here", child);

            larder.provider().close(URI.create("urn:here"), loader());
            assertThat(List.of(here.isClosed(), there.isClosed(), ofChild.isClosed()))
                    .containsExactly(true, false, false);
            larder.provider().close(loader());
            assertThat(List.of(there.isClosed(), ofChild.isClosed())).containsExactly(true, false);
            larder.provider().close();
            assertThat(ofChild.isClosed()).isTrue();
        }
    }

    @Test
    void provider_anyFeature_isNotSupported() {
        assertThat(larder.provider().isSupported(OptionalFeature.STORE_BY_REFERENCE))
                .isFalse();
    }

    @Test
    void createCache_nameIsTaken_isRefusedAndTheFirstStays() {
        Cache<String, String> first = larder.manager().createCache("taken", new MutableConfiguration<>());
        first.put("key", "value");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> larder.manager().createCache("taken", new MutableConfiguration<>()))
                .withMessageContaining("LRD-401");

        assertThat(larder.manager().<String, String>getCache("taken")).isSameAs(first);
        assertThat(first.get("key")).isEqualTo("value");
    }

    @Test
    void createCache_manyThreadsOneName_oneWins() throws Exception {
        List<String> failures = new java.util.concurrent.CopyOnWriteArrayList<>();

        Set<Object> created = inParallel(8, () -> {
            try {
                return larder.manager().createCache("raced", new MutableConfiguration<String, String>());
            } catch (CacheException e) {
                failures.add(e.getMessage());
                return "refused";
            }
        });

        assertThat(created).hasSize(2).contains("refused", larder.manager().getCache("raced"));
        assertThat(failures).hasSize(7).allMatch(message -> message.contains("LRD-401"));
    }

    @Test
    void createCache_factoryFails_nameIsFreeAgain() {
        MutableConfiguration<String, String> broken = new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(() -> {
                    throw new IllegalStateException("the factory fails");
                });

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> larder.manager().createCache("retried", broken));

        assertThat(larder.manager().getCacheNames()).doesNotContain("retried");
        assertThat(larder.manager().createCache("retried", new MutableConfiguration<>()))
                .isNotNull();
    }

    @Test
    void createCache_configurationCannotBe_isRefused() {
        CacheManager manager = larder.manager();

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(
                        () -> manager.createCache("reference", new MutableConfiguration<>().setStoreByValue(false)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> manager.createCache("read", new MutableConfiguration<>().setReadThrough(true)));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> manager.createCache("write", new MutableConfiguration<>().setWriteThrough(true)));
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void close_andOpenAgain_seesTheOldEntries() {
        Cache<String, String> before = larder.manager().createCache("kept", new MutableConfiguration<>());
        before.put("key", "value");

        before.close();
        Cache<String, String> after = larder.manager().createCache("kept", new MutableConfiguration<>());

        assertThat(after.get("key")).isEqualTo("value");
        assertThat(entriesOf(after)).containsExactly("key");
    }

    @Test
    void close_ofManager_closesItsCachesAndOthersGoOn() {
        CacheManager mine = larder.anotherManager();
        Cache<String, String> cache = mine.createCache("shared", new MutableConfiguration<>());
        Cache<String, String> other = larder.anotherManager().createCache("shared", new MutableConfiguration<>());
        cache.put("key", "value");

        mine.close();
        mine.close();

        assertThat(cache.isClosed()).isTrue();
        assertThat(other.get("key")).isEqualTo("value");
    }

    @Test
    void destroyCache_ofManyEntries_leavesNoKey() {
        CacheManager manager = larder.anotherManager();
        Cache<Integer, String> cache = manager.createCache("destroyed", new MutableConfiguration<>());
        for (int i = 0; i < 500; i++) {
            cache.put(i, "value");
        }

        manager.destroyCache("destroyed");
        manager.destroyCache("destroyed");
        manager.destroyCache("unknown");

        assertThat(cache.isClosed()).isTrue();
        assertThat(manager.getCacheNames()).isEmpty();
        assertThat(larder.deployment().keys()).noneMatch(name -> name.startsWith(larder.keyPrefix() + ":"));
        Cache<Integer, String> again = manager.createCache("destroyed", new MutableConfiguration<>());
        assertThat(again.iterator().hasNext()).isFalse();
    }

    @Test
    void closedManager_anyQuestionAboutCaches_isRefused() {
        CacheManager manager = larder.anotherManager();
        manager.close();

        List<Runnable> calls = List.of(
                () -> manager.createCache("c", new MutableConfiguration<>()),
                () -> manager.getCache("c"),
                () -> manager.getCache("c", String.class, String.class),
                manager::getCacheNames,
                () -> manager.destroyCache("c"),
                () -> manager.enableManagement("c", true),
                () -> manager.enableStatistics("c", true));

        assertThat(calls)
                .allSatisfy(call -> assertThatExceptionOfType(IllegalStateException.class)
                        .isThrownBy(call::run)
                        .withMessageContaining("LRD-412"));
    }

    @Test
    @SuppressWarnings("NullAway") // nulls are what it is about
    void openManager_nulls_areRefused() {
        CacheManager manager = larder.manager();

        List<Runnable> calls = List.of(
                () -> manager.createCache(null, new MutableConfiguration<>()),
                () -> manager.createCache("c", null),
                () -> manager.getCache(null),
                () -> manager.getCache(null, String.class, String.class),
                () -> manager.getCache("c", null, String.class),
                () -> manager.getCache("c", String.class, null),
                () -> manager.destroyCache(null),
                () -> manager.enableManagement(null, true),
                () -> manager.enableStatistics(null, true),
                () -> manager.unwrap(null));

        assertThat(calls).allSatisfy(call -> assertThatNullPointerException().isThrownBy(call::run));
        assertThat(manager.getCacheNames()).isEmpty();
    }

    @Test
    void getCache_ofTypes_checksThemOnlyWhereAskedWithTypes() {
        larder.manager()
                .createCache("typed", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));

        assertThat(larder.manager().getCache("typed", String.class, Long.class)).isNotNull();
        assertThat(larder.manager().<Object, Object>getCache("typed")).isNotNull();
        assertThatExceptionOfType(ClassCastException.class)
                .isThrownBy(() -> larder.manager().getCache("typed", String.class, Integer.class));
        assertThat(larder.manager().getCache("unknown", String.class, Integer.class))
                .isNull();
    }

    @Test
    void getCacheNames_isAPictureThatCannotBeChanged() {
        larder.manager().createCache("one", new MutableConfiguration<>());
        Iterable<String> names = larder.manager().getCacheNames();
        larder.manager().createCache("two", new MutableConfiguration<>());

        assertThat(names).containsExactly("one");
        Iterator<String> iterator = names.iterator();
        iterator.next();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(iterator::remove);
    }

    @Test
    void getConfiguration_inEachForm_saysTheSame() {
        Cache<String, Long> cache = larder.manager()
                .createCache(
                        "configured",
                        new MutableConfiguration<String, Long>()
                                .setTypes(String.class, Long.class)
                                .setStatisticsEnabled(true));

        Configuration<String, Long> plain = configuration(cache, Configuration.class);
        CompleteConfiguration<String, Long> complete = configuration(cache, CompleteConfiguration.class);
        LarderCacheConfiguration<String, Long> larders = configuration(cache, LarderCacheConfiguration.class);
        MutableConfiguration<String, Long> mutable = configuration(cache, MutableConfiguration.class);

        assertThat(List.of(plain, complete, larders, mutable)).allSatisfy(configuration -> {
            assertThat(configuration.getKeyType()).isEqualTo(String.class);
            assertThat(configuration.getValueType()).isEqualTo(Long.class);
            assertThat(configuration.isStoreByValue()).isTrue();
        });
        assertThat(complete.isStatisticsEnabled()).isTrue();
        mutable.setStatisticsEnabled(false);
        CompleteConfiguration<String, Long> untouched = configuration(cache, CompleteConfiguration.class);
        assertThat(untouched.isStatisticsEnabled()).isTrue();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> configuration(cache, OtherConfiguration.class));
    }

    private interface OtherConfiguration<K, V> extends Configuration<K, V> {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class of a generic type has no parameters
    private static <C> C configuration(Cache<?, ?> cache, Class<? super C> type) {
        return (C) ((Cache) cache).getConfiguration(type);
    }

    @Test
    void createCache_plainConfiguration_isCompleted() {
        Configuration<String, String> plain = new Configuration<>() {
            @Override
            public Class<String> getKeyType() {
                return String.class;
            }

            @Override
            public Class<String> getValueType() {
                return String.class;
            }

            @Override
            public boolean isStoreByValue() {
                return true;
            }
        };

        Cache<String, String> cache = larder.manager().createCache("plain", plain);

        CompleteConfiguration<String, String> complete = configuration(cache, CompleteConfiguration.class);
        assertThat(complete.isStatisticsEnabled()).isFalse();
        assertThat(complete.getExpiryPolicyFactory()).isNotNull();
    }

    @Test
    void enableStatisticsAndManagement_onAndOff_showOneBeanEach() throws Exception {
        CacheManager manager = larder.anotherManager();
        Cache<String, String> cache = manager.createCache("beans", new MutableConfiguration<>());
        assertThat(beans(manager)).isEmpty();

        for (int i = 0; i < 2; i++) {
            manager.enableStatistics("beans", true);
            manager.enableManagement("beans", true);
        }
        cache.put("key", "value");
        cache.get("key");

        assertThat(beans(manager)).hasSize(2);
        ObjectName statistics = beans(manager).stream()
                .filter(name -> "CacheStatistics".equals(name.getKeyProperty("type")))
                .findFirst()
                .orElseThrow();
        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(statistics, "CacheHits"))
                .isEqualTo(1L);
        manager.enableStatistics("beans", false);
        manager.enableManagement("beans", false);
        assertThat(beans(manager)).isEmpty();
        manager.enableStatistics("beans", true);
        cache.close();
        assertThat(beans(manager)).isEmpty();
        manager.enableStatistics("unknown", true);
        assertThat(beans(manager)).isEmpty();
    }

    private static Set<ObjectName> beans(CacheManager manager) {
        try {
            return ManagementFactory.getPlatformMBeanServer()
                    .queryNames(
                            new ObjectName("javax.cache:CacheManager="
                                    + manager.getURI().toString().replace(':', '.') + ",*"),
                            null);
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void unwrap_knownAndUnknownTypes() {
        CacheManager manager = larder.manager();
        Cache<String, String> cache = manager.createCache("unwrapped", new MutableConfiguration<>());
        cache.put("key", "value");

        assertThat(manager.unwrap(CacheManager.class)).isSameAs(manager);
        assertThat(manager.unwrap(RedissonClient.class).isShutdown()).isFalse();
        assertThat((Object) cache.unwrap(Cache.class)).isSameAs(cache);
        Cache.Entry<String, String> entry = cache.iterator().next();
        assertThat(entry.unwrap(Cache.Entry.class)).isSameAs(entry);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> manager.unwrap(String.class));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> cache.unwrap(String.class));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> entry.unwrap(String.class));
    }

    @Test
    void predefinedCaches_areThereWithTheirSettings() {
        CacheManager manager = larder.anotherManager(
                loader(),
                larder.configuration()
                        .caches("orders", settings -> settings.create(true).statistics(true))
                        .caches("other", settings -> settings.statistics(true)));

        assertThat(manager.getCacheNames()).containsExactly("orders");
        Cache<Object, Object> orders = Objects.requireNonNull(manager.getCache("orders"));
        orders.put("key", "value");
        assertThat(orders.get("key")).isEqualTo("value");
        CompleteConfiguration<Object, Object> configuration = configuration(orders, CompleteConfiguration.class);
        assertThat(configuration.isStatisticsEnabled()).isTrue();
        assertThat(beans(manager)).hasSize(1);
    }

    @FunctionalInterface
    private interface Task<T> {

        T run() throws Exception;
    }

    private static <T> Set<T> inParallel(int count, Task<T> task) throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CountDownLatch start = new CountDownLatch(1);
        try {
            List<Future<T>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                results.add(threads.submit(() -> {
                    start.await();
                    return task.run();
                }));
            }
            start.countDown();
            List<T> values = new ArrayList<>();
            for (Future<T> result : results) {
                values.add(result.get());
            }
            return values.stream().collect(Collectors.toSet());
        } finally {
            threads.shutdownNow();
        }
    }
}
