package io.larder.internal.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneLoader;
import io.larder.fixture.Topology;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A policy of the application is asked about what really happens, once, and about nothing else. */
@ParameterizedClass
@EnumSource(Topology.class)
class ExpiryPolicyCallsIT {

    @RegisterExtension
    final LarderCaches larder;

    ExpiryPolicyCallsIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    /** How often what was asked. */
    record Calls(int creation, int update, int access) {

        static final Calls NONE = new Calls(0, 0, 0);
        static final Calls CREATION = new Calls(1, 0, 0);
        static final Calls UPDATE = new Calls(0, 1, 0);
        static final Calls ACCESS = new Calls(0, 0, 1);
    }

    @FunctionalInterface
    interface Operation {

        void run(Cache<String, String> cache) throws Exception;
    }

    private static Arguments on(String name, Calls absent, Calls present, Operation operation) {
        return Arguments.of(name, absent, present, operation);
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                on("get", Calls.NONE, Calls.ACCESS, cache -> cache.get("key")),
                on("getAll", Calls.NONE, Calls.ACCESS, cache -> cache.getAll(Set.of("key"))),
                on("containsKey", Calls.NONE, Calls.NONE, cache -> cache.containsKey("key")),
                on("put", Calls.CREATION, Calls.UPDATE, cache -> cache.put("key", "new")),
                on("putAll", Calls.CREATION, Calls.UPDATE, cache -> cache.putAll(Map.of("key", "new"))),
                on("getAndPut", Calls.CREATION, Calls.UPDATE, cache -> cache.getAndPut("key", "new")),
                on("putIfAbsent", Calls.CREATION, Calls.NONE, cache -> cache.putIfAbsent("key", "new")),
                on("replace", Calls.NONE, Calls.UPDATE, cache -> cache.replace("key", "new")),
                on("replace expected", Calls.NONE, Calls.UPDATE, cache -> cache.replace("key", "old", "new")),
                on("replace other", Calls.NONE, Calls.ACCESS, cache -> cache.replace("key", "other", "new")),
                on("getAndReplace", Calls.NONE, Calls.UPDATE, cache -> cache.getAndReplace("key", "new")),
                on("remove", Calls.NONE, Calls.NONE, cache -> cache.remove("key")),
                on("remove expected", Calls.NONE, Calls.NONE, cache -> cache.remove("key", "old")),
                on("remove other", Calls.NONE, Calls.ACCESS, cache -> cache.remove("key", "other")),
                on("getAndRemove", Calls.NONE, Calls.NONE, cache -> cache.getAndRemove("key")),
                on("removeAll", Calls.NONE, Calls.NONE, Cache::removeAll),
                on("removeAll of keys", Calls.NONE, Calls.NONE, cache -> cache.removeAll(Set.of("key"))),
                on("clear", Calls.NONE, Calls.NONE, Cache::clear),
                on("iterator next", Calls.NONE, Calls.ACCESS, cache -> cache.forEach(entry -> {})),
                on(
                        "iterator hasNext",
                        Calls.NONE,
                        Calls.NONE,
                        cache -> assertThat(cache.iterator().hasNext()).isIn(true, false)),
                on("invoke nothing", Calls.NONE, Calls.NONE, cache -> cache.invoke("key", (entry, arguments) -> null)),
                on(
                        "invoke exists",
                        Calls.NONE,
                        Calls.NONE,
                        cache -> cache.invoke("key", (entry, arguments) -> entry.exists())),
                on(
                        "invoke getValue",
                        Calls.NONE,
                        Calls.ACCESS,
                        cache -> cache.<@Nullable String>invoke("key", (entry, arguments) -> entry.getValue())),
                on(
                        "invoke getValue and setValue",
                        Calls.CREATION,
                        Calls.UPDATE,
                        cache -> cache.invoke("key", (entry, arguments) -> {
                            String before = entry.getValue();
                            entry.setValue("after " + before);
                            return null;
                        })),
                on(
                        "invoke setValue twice",
                        Calls.CREATION,
                        Calls.UPDATE,
                        cache -> cache.invoke("key", (entry, arguments) -> {
                            entry.setValue("once");
                            entry.setValue("twice");
                            return null;
                        })),
                on(
                        "invoke setValue and remove",
                        Calls.NONE,
                        Calls.NONE,
                        cache -> cache.invoke("key", (entry, arguments) -> {
                            entry.setValue("gone");
                            entry.remove();
                            return null;
                        })),
                on(
                        "invoke remove",
                        Calls.NONE,
                        Calls.NONE,
                        cache -> cache.invoke("key", (entry, arguments) -> {
                            entry.remove();
                            return null;
                        })),
                on("loadAll, keeping", Calls.CREATION, Calls.NONE, cache -> load(cache, false)),
                on("loadAll, replacing", Calls.CREATION, Calls.UPDATE, cache -> load(cache, true)));
    }

    private static void load(Cache<String, String> cache, boolean replace)
            throws ExecutionException, InterruptedException {
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of("key"), replace, loaded);
        loaded.get();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anyOperation_entryIsAbsent_asksOnlyWhatHappens(String name, Calls absent, Calls present, Operation operation)
            throws Exception {
        Counting policy = new Counting();
        Cache<String, String> cache = cache(policy, false);

        operation.run(cache);

        assertThat(policy.calls()).isEqualTo(absent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void anyOperation_entryIsPresent_asksOnlyWhatHappens(String name, Calls absent, Calls present, Operation operation)
            throws Exception {
        Counting policy = new Counting();
        Cache<String, String> cache = cache(policy, true);
        cache.put("key", "old");
        policy.forget();

        operation.run(cache);

        assertThat(policy.calls()).isEqualTo(present);
    }

    static Stream<Arguments> readsThrough() {
        return operations()
                .filter(operation -> Set.of("get", "getAll", "invoke getValue")
                        .contains(operation.get()[0]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readsThrough")
    void read_loadsTheValue_asksForCreationOnly(String name, Calls absent, Calls present, Operation operation)
            throws Exception {
        Counting policy = new Counting();

        operation.run(cache(policy, true));

        assertThat(policy.calls()).isEqualTo(Calls.CREATION);
    }

    private Cache<String, String> cache(Counting policy, boolean readThrough) {
        return larder.cache(new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(() -> policy)
                .setReadThrough(readThrough)
                .setCacheLoaderFactory(Loaded::new));
    }

    private static final class Loaded implements OneByOneLoader<String, String> {

        @Override
        public String load(String key) {
            return "loaded";
        }
    }

    private static final class Counting implements ExpiryPolicy {

        private final AtomicInteger creation = new AtomicInteger();
        private final AtomicInteger update = new AtomicInteger();
        private final AtomicInteger access = new AtomicInteger();

        Calls calls() {
            return new Calls(creation.get(), update.get(), access.get());
        }

        void forget() {
            creation.set(0);
            update.set(0);
            access.set(0);
        }

        @Override
        public Duration getExpiryForCreation() {
            creation.incrementAndGet();
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForUpdate() {
            update.incrementAndGet();
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            access.incrementAndGet();
            return Duration.ONE_HOUR;
        }
    }
}
