package io.larder.internal.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderConfiguration;
import io.larder.RedisAddress;
import io.larder.Tagger;
import io.larder.WarmUp;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which threads a manager has, whose class loaders they carry, and on which of them code of the application runs. */
@Timeout(60)
class ThreadsIT {

    private static final List<String> NAMES =
            List.of("larder-", "redisson-", "nioEventLoop", "globalEventExecutor", "multiThreadIoEventLoop");

    /** Those that run code of the application. */
    private static final List<String> CALLING = List.of("larder-events-", "larder-loads-", "larder-refreshes-");

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private final URLClassLoader application =
            new URLClassLoader("application", new URL[0], ThreadsIT.class.getClassLoader());
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeLoader() throws IOException {
        larder.provider().close();
        application.close();
    }

    /** What a request leaves with its thread for those that the thread starts. */
    private static final InheritableThreadLocal<String> REQUEST = new InheritableThreadLocal<>();

    /** A call of the application's code: by what name, on which thread, with which class loader, for which request. */
    private record Call(
            String callback,
            Thread thread,
            ClassLoader loader,
            @Nullable String request) {}

    private void note(String callback) {
        Thread thread = Thread.currentThread();
        calls.add(new Call(callback, thread, thread.getContextClassLoader(), REQUEST.get()));
    }

    private boolean wasCalled(String callback) {
        return calls.stream().anyMatch(call -> call.callback.equals(callback));
    }

    /** Code of the application of every kind. */
    private final class Application
            implements CacheLoader<String, String>, CacheWriter<String, String>, ExpiryPolicy, Tagger<String, String> {

        private final String prefix;

        Application(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public String load(String key) {
            note(prefix + "load");
            return "loaded";
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            note(prefix + "loadAll");
            Map<String, String> loaded = new ConcurrentHashMap<>();
            keys.forEach(key -> loaded.put(key, "loaded"));
            return loaded;
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            note(prefix + "write");
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            note(prefix + "delete");
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            note(prefix + "expiry");
            return javax.cache.expiry.Duration.ONE_HOUR;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
            return null;
        }

        @Override
        public Set<String> tags(String key, String value) {
            note(prefix + "tags");
            return Set.of("tag");
        }
    }

    private MutableCacheEntryListenerConfiguration<String, String> listener(String name, boolean isSynchronous) {
        CacheEntryCreatedListener<String, String> listener = events -> note(name);
        return new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(listener), null, false, isSynchronous);
    }

    private LarderCache<String, String> open(CacheManager manager) {
        Application code = new Application("");
        return cache(
                manager,
                "everything",
                LarderCacheConfiguration.builder(String.class, String.class)
                        .readThrough(true)
                        .cacheLoaderFactory(() -> code)
                        .writeThrough(true)
                        .cacheWriterFactory(() -> code)
                        .taggerFactory(() -> code)
                        .addListener(listener("synchronous listener", true))
                        .addListener(listener("asynchronous listener", false)));
    }

    private LarderCache<String, String> openWithPolicy(CacheManager manager) {
        return cache(
                manager,
                "policy",
                LarderCacheConfiguration.builder(new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setExpiryPolicyFactory(() -> new Application("policy's "))));
    }

    private LarderCache<String, String> openRefreshing(CacheManager manager) {
        Application code = new Application("refreshing ");
        return cache(
                manager,
                "refreshed",
                LarderCacheConfiguration.builder(String.class, String.class)
                        .readThrough(true)
                        .cacheLoaderFactory(() -> code)
                        .settings(settings -> settings.expireAfterCreation(Duration.ofMinutes(10))
                                .refreshAhead(50)));
    }

    @SuppressWarnings("unchecked") // made with these types
    private static LarderCache<String, String> cache(
            CacheManager manager, String name, LarderCacheConfiguration.Builder<String, String> configuration) {
        return manager.createCache(name, configuration.build()).unwrap(LarderCache.class);
    }

    private static void await10(CompletionStage<?> stage) throws Exception {
        stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Has everything called that is called on threads of the manager; the calling thread has another class loader. */
    private void useEverything(CacheManager manager) throws Exception {
        LarderCache<String, String> cache = open(manager);
        LarderCache<String, String> there = cache(
                larder.anotherManager(), "everything", LarderCacheConfiguration.builder(String.class, String.class));
        await10(cache.async().get("absent"));
        await10(cache.async().put("key", "value").thenRun(() -> note("continuation of put")));
        await10(cache.async().remove("key"));
        await10(cache.async().containsKey("key").thenRun(() -> note("continuation of containsKey")));
        await10(cache.async().clear().thenRun(() -> note("continuation of clear")));
        await10(cache.async().invalidateTag("tag").thenRun(() -> note("continuation of invalidateTag")));
        await10(cache.async().invoke("key", (entry, arguments) -> {
            note("entry processor");
            return null;
        }));
        CompletionListenerFuture loaded = new CompletionListenerFuture() {
            @Override
            public void onCompletion() {
                note("completion listener");
                super.onCompletion();
            }
        };
        cache.loadAll(Set.of("a", "b"), true, loaded);
        loaded.get(10, TimeUnit.SECONDS);
        await10(cache.warmUp(
                Stream.of("c", "d"), WarmUp.defaults().withProgress(report -> note("progress of a warm-up"))));
        there.put("from another manager", "value");
        await().until(() -> wasCalled("synchronous listener") && wasCalled("asynchronous listener"));
        await10(openWithPolicy(manager).async().put("key", "value"));
        LarderCache<String, String> refreshed = openRefreshing(manager);
        await10(refreshed.async().get("key"));
        refreshed.expire("key", Duration.ofMinutes(2));
        calls.removeIf(call -> call.callback.startsWith("refreshing "));
        await().until(() -> {
            refreshed.get("key");
            return calls.stream().anyMatch(call -> call.callback.startsWith("refreshing "));
        });
    }

    private Set<Thread> threadsSince(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread ->
                        NAMES.stream().anyMatch(prefix -> thread.getName().startsWith(prefix)))
                .collect(Collectors.toSet());
    }

    /** Opens as an application on a server does: on a thread that has its class loader. */
    private CacheManager openFor(ClassLoader loader, LarderConfiguration.Builder configuration) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            CacheManager manager = larder.anotherManager(loader, configuration);
            manager.createCache("first", new MutableConfiguration<String, String>())
                    .put("key", "value");
            return manager;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void callbacks_onThreadsOfTheManager_haveTheApplicationsLoader() throws Exception {
        REQUEST.set("of the first caller");
        try {
            useEverything(openFor(application, larder.configuration()));
        } finally {
            REQUEST.remove();
        }

        assertThat(calls)
                .filteredOn(call -> call.thread != Thread.currentThread())
                .filteredOn(call -> !call.thread.getName().startsWith("awaitility"))
                .allSatisfy(call -> {
                    assertThat(call.loader).as(call.toString()).isSameAs(application);
                    assertThat(call.request).as(call.toString()).isNull();
                })
                .extracting(Call::callback)
                .contains(
                        "load",
                        "loadAll",
                        "write",
                        "delete",
                        "tags",
                        "synchronous listener",
                        "asynchronous listener",
                        "entry processor",
                        "completion listener",
                        "progress of a warm-up",
                        "policy's expiry",
                        "continuation of clear",
                        "refreshing load");
    }

    @Test
    void threads_ofAnApplication_thatRunNoneOfItsCode_doNotHaveItsLoader() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        openFor(application, larder.configuration().redis(RedisAddress.parse("embedded:")));
        useEverything(openFor(application, larder.configuration()));

        assertThat(threadsSince(before))
                .filteredOn(thread ->
                        CALLING.stream().noneMatch(prefix -> thread.getName().startsWith(prefix)))
                .isNotEmpty()
                .allSatisfy(thread -> assertThat(thread.getContextClassLoader())
                        .as(thread.getName())
                        .isNotSameAs(application));

        larder.provider().close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(threadsSince(before)).isEmpty());
    }

    @Test
    void threadFactory_given_makesTheThreadsOfCallbacksAndStaysUsable() throws Exception {
        Set<Thread> made = ConcurrentHashMap.newKeySet();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "given");
            thread.setContextClassLoader(null);
            made.add(thread);
            return thread;
        };
        useEverything(openFor(application, larder.configuration().threadFactory(factory)));

        assertThat(calls)
                .filteredOn(call -> call.thread != Thread.currentThread())
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> {
                    assertThat(call.thread).isIn(made);
                    assertThat(call.loader).isSameAs(application);
                });
        larder.provider().close();
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(made).noneMatch(Thread::isAlive));
    }

    /** As WildFly does: what whoever asks for a thread has, is what the thread has. */
    @Test
    void threadFactory_thatGivesTheContextOfWhoAsks_givesThatOfWhoOpenedTheManager() throws Exception {
        REQUEST.set("of the application");
        CacheManager manager;
        try {
            manager = openFor(application, larder.configuration().threadFactory(Thread::new));
        } finally {
            REQUEST.remove();
        }
        useEverything(manager);

        assertThat(calls)
                .filteredOn(call -> call.thread != Thread.currentThread())
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> assertThat(call.request).isEqualTo("of the application"));
    }

    @Test
    void threadFactory_refuses_leavesItToTheJvm() throws Exception {
        useEverything(openFor(application, larder.configuration().threadFactory(task -> {
            throw new IllegalStateException("The application has been stopped");
        })));

        assertThat(calls)
                .filteredOn(call -> call.thread != Thread.currentThread())
                .hasSizeGreaterThan(10)
                .allSatisfy(call -> assertThat(call.loader).isSameAs(application));
    }
}
