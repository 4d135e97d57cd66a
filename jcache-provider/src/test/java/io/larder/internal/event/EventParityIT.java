package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All ways to make one and the same change tell the same: whatever the method, whatever the protocol behind it, and
 * whichever kind of listener hears of it.
 */
@ParameterizedClass
@EnumSource(Topology.class)
class EventParityIT {

    private static final String KEY = "key";

    @RegisterExtension
    final LarderCaches larder;

    private final Map<String, String> source = new ConcurrentHashMap<>();
    private final EventRecorder<String, String> withOldValues = new EventRecorder<>();
    private final EventRecorder<String, String> withoutOldValues = new EventRecorder<>();
    private final EventRecorder<String, String> later = new EventRecorder<>();
    private final EventRecorder<String, String> laterWithoutOldValues = new EventRecorder<>();

    EventParityIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    /** What decides how an operation is made: by the store alone, after a read, after a writer. */
    enum Protocol {
        STORE_DECIDES {
            @Override
            void apply(MutableConfiguration<String, String> configuration) {}
        },
        POLICY_DECIDES {
            @Override
            void apply(MutableConfiguration<String, String> configuration) {
                configuration.setExpiryPolicyFactory(new FactoryBuilder.SingletonFactory<>(new HourlyPolicy()));
            }
        },
        WRITER_FIRST {
            @Override
            void apply(MutableConfiguration<String, String> configuration) {
                configuration
                        .setWriteThrough(true)
                        .setCacheWriterFactory(new FactoryBuilder.SingletonFactory<>(new SilentWriter()));
            }
        };

        abstract void apply(MutableConfiguration<String, String> configuration);
    }

    /** A change, or something that looks like one. */
    @FunctionalInterface
    interface Operation {

        void run(Cache<String, String> cache);
    }

    record Named(String name, Operation operation) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Named> writes() {
        return List.of(
                new Named("put", cache -> cache.put(KEY, "new")),
                new Named("putAll", cache -> cache.putAll(Map.of(KEY, "new"))),
                new Named("getAndPut", cache -> cache.getAndPut(KEY, "new")),
                new Named("invoke setValue", EventParityIT::invokeSet),
                new Named(
                        "invokeAll setValue",
                        cache -> cache.invokeAll(Set.of(KEY), (entry, arguments) -> {
                            entry.setValue("new");
                            return null;
                        })),
                new Named(
                        "invoke remove and setValue",
                        cache -> cache.invoke(KEY, (entry, arguments) -> {
                            entry.remove();
                            entry.setValue("new");
                            return null;
                        })),
                new Named("loadAll, replacing", cache -> load(cache, true)));
    }

    private static List<Named> creations() {
        return Stream.concat(
                        writes().stream(),
                        Stream.of(
                                new Named(
                                        "putIfAbsent",
                                        cache -> assertThat(cache.putIfAbsent(KEY, "new"))
                                                .isTrue()),
                                new Named(
                                        "get, read through",
                                        cache -> assertThat(cache.get(KEY)).isEqualTo("new")),
                                new Named(
                                        "getAll, read through",
                                        cache -> assertThat(cache.getAll(Set.of(KEY)))
                                                .containsEntry(KEY, "new")),
                                new Named("invoke getValue, read through", EventParityIT::invokeGet),
                                new Named("loadAll, keeping", cache -> load(cache, false))))
                .toList();
    }

    private static List<Named> updates() {
        return Stream.concat(
                        writes().stream(),
                        Stream.of(
                                new Named(
                                        "replace",
                                        cache -> assertThat(cache.replace(KEY, "new"))
                                                .isTrue()),
                                new Named(
                                        "replace expected",
                                        cache -> assertThat(cache.replace(KEY, "old", "new"))
                                                .isTrue()),
                                new Named(
                                        "getAndReplace",
                                        cache -> assertThat(cache.getAndReplace(KEY, "new"))
                                                .isEqualTo("old"))))
                .toList();
    }

    private static List<Named> removals() {
        return List.of(
                new Named("remove", cache -> assertThat(cache.remove(KEY)).isTrue()),
                new Named(
                        "remove expected",
                        cache -> assertThat(cache.remove(KEY, "old")).isTrue()),
                new Named(
                        "getAndRemove",
                        cache -> assertThat(cache.getAndRemove(KEY)).isEqualTo("old")),
                new Named("removeAll of keys", cache -> cache.removeAll(Set.of(KEY, "absent"))),
                new Named("removeAll", Cache::removeAll),
                new Named("iterator remove", EventParityIT::removeByIterator),
                new Named("invoke remove", EventParityIT::invokeRemove),
                new Named(
                        "invoke setValue and remove",
                        cache -> cache.invoke(KEY, (entry, arguments) -> {
                            entry.setValue("unseen");
                            entry.remove();
                            return null;
                        })));
    }

    private static List<Named> silentWhilePresent() {
        return List.of(
                new Named("get", cache -> cache.get(KEY)),
                new Named("getAll", cache -> cache.getAll(Set.of(KEY))),
                new Named("containsKey", cache -> cache.containsKey(KEY)),
                new Named("iterate", cache -> cache.forEach(entry -> {})),
                new Named(
                        "putIfAbsent",
                        cache -> assertThat(cache.putIfAbsent(KEY, "new")).isFalse()),
                new Named(
                        "replace another value",
                        cache -> assertThat(cache.replace(KEY, "other", "new")).isFalse()),
                new Named(
                        "remove another value",
                        cache -> assertThat(cache.remove(KEY, "other")).isFalse()),
                new Named("invoke getValue", EventParityIT::invokeGet),
                new Named("invoke that throws", EventParityIT::invokeFailing),
                new Named("loadAll, keeping", cache -> load(cache, false)),
                new Named("clear", Cache::clear));
    }

    private static List<Named> silentWhileAbsent() {
        return List.of(
                new Named("containsKey", cache -> cache.containsKey(KEY)),
                new Named("get, nothing to load", cache -> cache.get(KEY)),
                new Named("getAll, nothing to load", cache -> cache.getAll(Set.of(KEY))),
                new Named("replace", cache -> cache.replace(KEY, "new")),
                new Named("replace expected", cache -> cache.replace(KEY, "old", "new")),
                new Named("getAndReplace", cache -> cache.getAndReplace(KEY, "new")),
                new Named("remove", cache -> cache.remove(KEY)),
                new Named("remove expected", cache -> cache.remove(KEY, "old")),
                new Named("getAndRemove", cache -> cache.getAndRemove(KEY)),
                new Named("removeAll of keys", cache -> cache.removeAll(Set.of(KEY))),
                new Named("removeAll", Cache::removeAll),
                new Named("invoke remove", EventParityIT::invokeRemove),
                new Named(
                        "invoke setValue and remove",
                        cache -> cache.invoke(KEY, (entry, arguments) -> {
                            entry.setValue("unseen");
                            entry.remove();
                            return null;
                        })),
                new Named("invoke that throws", EventParityIT::invokeFailing),
                new Named("loadAll, nothing to load", cache -> load(cache, true)),
                new Named("clear", Cache::clear));
    }

    static Stream<Arguments> allCreations() {
        return inEachProtocol(creations());
    }

    static Stream<Arguments> allUpdates() {
        return inEachProtocol(updates());
    }

    static Stream<Arguments> allRemovals() {
        return inEachProtocol(removals());
    }

    static Stream<Arguments> allSilentWhilePresent() {
        return inEachProtocol(silentWhilePresent());
    }

    static Stream<Arguments> allSilentWhileAbsent() {
        return inEachProtocol(silentWhileAbsent());
    }

    private static Stream<Arguments> inEachProtocol(List<Named> operations) {
        return Stream.of(Protocol.values())
                .flatMap(protocol -> operations.stream().map(operation -> Arguments.of(protocol, operation)));
    }

    @ParameterizedTest
    @MethodSource("allCreations")
    void creation_byAnyMethod_tellsCreatedOnce(Protocol protocol, Named creation) {
        Cache<String, String> cache = open(protocol);
        source.put(KEY, "new");

        creation.operation().run(cache);

        expectAll(new Told<>(EventType.CREATED, KEY, "new", null));
        assertThat(cache.get(KEY)).isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("allUpdates")
    void update_byAnyMethod_tellsUpdatedOnceWithOldValue(Protocol protocol, Named update) {
        Cache<String, String> cache = open(protocol, "old");
        source.put(KEY, "new");

        update.operation().run(cache);

        expectAll(new Told<>(EventType.UPDATED, KEY, "new", "old"));
        assertThat(cache.get(KEY)).isEqualTo("new");
    }

    @ParameterizedTest
    @MethodSource("allRemovals")
    void removal_byAnyMethod_tellsRemovedOnceWithTheValueThatIsGone(Protocol protocol, Named removal) {
        Cache<String, String> cache = open(protocol, "old");

        removal.operation().run(cache);

        expectAll(new Told<>(EventType.REMOVED, KEY, "old", "old"));
        assertThat(cache.containsKey(KEY)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("allSilentWhilePresent")
    void anyMethod_changesNoPresentEntry_tellsNothing(Protocol protocol, Named operation) {
        Cache<String, String> cache = open(protocol, "old");
        source.put(KEY, "new");

        operation.operation().run(cache);

        expectNothing(cache);
    }

    @ParameterizedTest
    @MethodSource("allSilentWhileAbsent")
    void anyMethod_findsNoEntry_tellsNothing(Protocol protocol, Named operation) {
        Cache<String, String> cache = open(protocol);

        operation.operation().run(cache);

        expectNothing(cache);
    }

    private Cache<String, String> open(Protocol protocol) {
        MutableConfiguration<String, String> configuration = new MutableConfiguration<String, String>()
                .setReadThrough(true)
                .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new SourceLoader(source)))
                .addCacheEntryListenerConfiguration(withOldValues.configuration(true, true))
                .addCacheEntryListenerConfiguration(withoutOldValues.configuration(false, true))
                .addCacheEntryListenerConfiguration(later.configuration(true, false))
                .addCacheEntryListenerConfiguration(laterWithoutOldValues.configuration(false, false));
        protocol.apply(configuration);
        return larder.cache(configuration);
    }

    private Cache<String, String> open(Protocol protocol, String value) {
        Cache<String, String> cache = open(protocol);
        cache.put(KEY, value);
        expectAll(new Told<>(EventType.CREATED, KEY, value, null));
        List.of(withOldValues, withoutOldValues, later, laterWithoutOldValues).forEach(EventRecorder::forget);
        return cache;
    }

    /** Synchronous listeners were told, by this thread; the others are told soon. */
    private void expectAll(Told<String, String> event) {
        assertThat(withOldValues.told()).containsExactly(event);
        assertThat(withoutOldValues.told()).hasSize(1).allSatisfy(told -> assertSameButOldValue(told, event));
        await().untilAsserted(() -> assertThat(later.told()).containsExactly(event));
        await().untilAsserted(() -> assertThat(laterWithoutOldValues.told())
                .hasSize(1)
                .allSatisfy(told -> assertSameButOldValue(told, event)));
    }

    private static void assertSameButOldValue(Told<String, String> told, Told<String, String> event) {
        assertThat(told.type()).isEqualTo(event.type());
        assertThat(told.key()).isEqualTo(event.key());
        assertThat(told.value()).isEqualTo(event.value());
        assertThat(told.oldValue()).isIn(event.oldValue(), null);
    }

    /** An event of another key comes through, in order, so that what comes before it is known to be nothing. */
    private void expectNothing(Cache<String, String> cache) {
        cache.put("marker", "marker");
        Told<String, String> marker = new Told<>(EventType.CREATED, "marker", "marker", null);
        expectAll(marker);
    }

    private static void invokeSet(Cache<String, String> cache) {
        cache.invoke(KEY, (entry, arguments) -> {
            entry.setValue("new");
            return null;
        });
    }

    private static void invokeGet(Cache<String, String> cache) {
        cache.<@Nullable String>invoke(KEY, (entry, arguments) -> entry.getValue());
    }

    private static void invokeRemove(Cache<String, String> cache) {
        cache.invoke(KEY, (entry, arguments) -> {
            entry.remove();
            return null;
        });
    }

    private static void invokeFailing(Cache<String, String> cache) {
        assertThat(cache.invokeAll(Set.of(KEY), (entry, arguments) -> {
                    entry.setValue("never seen");
                    throw new IllegalStateException("the processor's own");
                }))
                .containsOnlyKeys(KEY);
    }

    private static void removeByIterator(Cache<String, String> cache) {
        var iterator = cache.iterator();
        assertThat(iterator.next().getKey()).isEqualTo(KEY);
        iterator.remove();
    }

    private static void load(Cache<String, String> cache, boolean replace) {
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(KEY), replace, loaded);
        await().until(loaded::isDone);
    }

    private record SourceLoader(Map<String, String> source) implements CacheLoader<String, String> {

        @Override
        public @Nullable String load(String key) {
            return source.get(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, source.get(key)));
            return loaded;
        }
    }

    private static final class SilentWriter implements OneByOneWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {}

        @Override
        public void delete(Object key) {}
    }

    /** Not one of the spec's classes, so its answers cannot travel ahead. */
    private static final class HourlyPolicy implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return Duration.ONE_HOUR;
        }
    }
}
