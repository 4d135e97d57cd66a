package io.larder.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that is wrong is refused with a clear error, in bounded time, and changes nothing; input that is odd works. */
@Timeout(60)
class BadInputIT {

    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private static final EntryProcessor<String, String, String> PROCESSOR = (entry, arguments) -> "processed";

    /** A call with bad arguments. */
    @FunctionalInterface
    interface Call {

        void on(Cache<String, String> cache);
    }

    private static Arguments call(String name, Call call) {
        return Arguments.of(name, call);
    }

    @SuppressWarnings("NullAway") // nulls are what it is about
    static Stream<Arguments> nulls() {
        return Stream.of(
                call("get", cache -> cache.get(null)),
                call("getAll", cache -> cache.getAll(null)),
                call("getAll of null", cache -> cache.getAll(withNull("key"))),
                call("containsKey", cache -> cache.containsKey(null)),
                call("loadAll", cache -> cache.loadAll(null, true, null)),
                call("loadAll of null", cache -> cache.loadAll(withNull("key"), true, null)),
                call("put key", cache -> cache.put(null, "value")),
                call("put value", cache -> cache.put("key", null)),
                call("getAndPut key", cache -> cache.getAndPut(null, "value")),
                call("getAndPut value", cache -> cache.getAndPut("key", null)),
                call("putAll", cache -> cache.putAll(null)),
                call("putAll key", cache -> cache.putAll(Collections.singletonMap(null, "value"))),
                call("putAll value", cache -> cache.putAll(mapWithNullValue())),
                call("putIfAbsent key", cache -> cache.putIfAbsent(null, "value")),
                call("putIfAbsent value", cache -> cache.putIfAbsent("key", null)),
                call("remove", cache -> cache.remove(null)),
                call("remove expected key", cache -> cache.remove(null, "value")),
                call("remove expected value", cache -> cache.remove("key", null)),
                call("getAndRemove", cache -> cache.getAndRemove(null)),
                call("replace key", cache -> cache.replace(null, "value")),
                call("replace value", cache -> cache.replace("key", null)),
                call("replace expected key", cache -> cache.replace(null, "old", "new")),
                call("replace expected old", cache -> cache.replace("key", null, "new")),
                call("replace expected new", cache -> cache.replace("key", "old", null)),
                call("getAndReplace key", cache -> cache.getAndReplace(null, "value")),
                call("getAndReplace value", cache -> cache.getAndReplace("key", null)),
                call("removeAll", cache -> cache.removeAll(null)),
                call("removeAll of null", cache -> cache.removeAll(withNull("key"))),
                call("invoke key", cache -> cache.invoke(null, PROCESSOR)),
                call("invoke processor", cache -> cache.invoke("key", null)),
                call("invokeAll keys", cache -> cache.invokeAll(null, PROCESSOR)),
                call("invokeAll of null", cache -> cache.invokeAll(withNull("key"), PROCESSOR)),
                call("invokeAll processor", cache -> cache.invokeAll(Set.of("key"), null)),
                call("registerCacheEntryListener", cache -> cache.registerCacheEntryListener(null)),
                call("deregisterCacheEntryListener", cache -> cache.deregisterCacheEntryListener(null)));
    }

    private static Set<String> withNull(String... keys) {
        Set<String> set = new HashSet<>(Arrays.asList(keys));
        set.add(null);
        return set;
    }

    private static Map<String, String> mapWithNullValue() {
        Map<String, String> map = new HashMap<>();
        map.put("another", "value");
        map.put("key", null);
        return map;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void anyMethod_null_isRefusedAndChangesNothing(String name, Call call) {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        cache.put("key", "untouched");

        assertThatNullPointerException().isThrownBy(() -> call.on(cache));

        assertThat(contents(cache)).isEqualTo(Map.of("key", "untouched"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"nulls", "otherCalls"})
    void anyMethod_closedCache_isRefusedBeforeItsArgumentsAre(String name, Call call) {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        cache.close();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> call.on(cache))
                .withMessageContaining("LRD-411");
    }

    static Stream<Arguments> otherCalls() {
        return Stream.of(
                call("removeAll", Cache::removeAll),
                call("clear", Cache::clear),
                call("iterator", cache -> cache.forEach(entry -> {})));
    }

    @Test
    void closedCache_questionsAboutItself_areAnswered() {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        String name = cache.getName();
        cache.close();
        cache.close();

        assertThat(cache.isClosed()).isTrue();
        assertThat(cache.getName()).isEqualTo(name);
        assertThat(cache.getCacheManager()).isSameAs(larder.manager());
        assertThat(larder.manager().<Object, Object>getCache(name)).isNull();
    }

    @Test
    void iterator_cacheIsClosedMeanwhile_isRefused() {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        cache.put("key", "value");
        var iterator = cache.iterator();
        cache.close();

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(iterator::hasNext);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(iterator::next);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(iterator::remove);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // wrong types are what it is about
    void typedCache_otherTypes_areRefused() {
        Cache raw = larder.cache(new MutableConfiguration<String, Integer>().setTypes(String.class, Integer.class));

        List<org.assertj.core.api.ThrowableAssert.ThrowingCallable> calls = List.of(
                () -> raw.get(1),
                () -> raw.put(1, 1),
                () -> raw.put("key", "value"),
                () -> raw.putAll(Map.of("key", "value")),
                () -> raw.putIfAbsent("key", "value"),
                () -> raw.getAndPut("key", "value"),
                () -> raw.replace("key", "value"),
                () -> raw.replace("key", 1, "value"),
                () -> raw.remove(1),
                () -> raw.removeAll(Set.of(1)),
                () -> raw.getAll(Set.of(1)),
                () -> raw.containsKey(1));

        assertThat(calls)
                .allSatisfy(call -> assertThatExceptionOfType(ClassCastException.class)
                        .isThrownBy(call)
                        .withMessageContaining("LRD-405"));
        assertThat(raw.iterator().hasNext()).isFalse();
    }

    // --- names -----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{a}",
                "a:b",
                "*",
                "?",
                "[a]",
                "\\",
                "a\nb",
                "a\r\nb",
                " ",
                "two words",
                "größe",
                "缓存",
                "🗝",
                "",
                "%",
                "%7B",
                "a,b=c",
                "\0",
                "a:1}:e:s:key",
                "'\"",
                "../../etc",
                "$(x)"
            })
    void cacheName_withAnyCharacters_isOneCacheOfItsOwn(String name) {
        var manager = larder.manager();
        Cache<String, String> cache = manager.createCache(
                name,
                new MutableConfiguration<String, String>()
                        .setStatisticsEnabled(true)
                        .setManagementEnabled(true));
        Cache<String, String> neighbour = larder.cache(new MutableConfiguration<>());
        neighbour.put("key", "the neighbour's");

        cache.put("key", "value");

        assertThat(cache.getName()).isEqualTo(name);
        assertThat(manager.<String, String>getCache(name)).isSameAs(cache);
        assertThat(manager.getCacheNames()).contains(name);
        assertThat(contents(cache)).isEqualTo(Map.of("key", "value"));
        cache.clear();
        assertThat(contents(cache)).isEmpty();
        cache.put("key", "value");
        manager.destroyCache(name);
        assertThat(contents(neighbour)).isEqualTo(Map.of("key", "the neighbour's"));
    }

    @Test
    void cacheName_ofAMegabyte_isRefusedAndLeavesNoCache() {
        String name = "n".repeat(MEGABYTE);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> larder.manager().createCache(name, new MutableConfiguration<>()))
                .withMessageMatching("(?s)LRD-\\d{3}: .{1,1000}");

        assertThat(larder.manager().getCacheNames()).doesNotContain(name);
        assertThat(larder.manager().<Object, Object>getCache(name)).isNull();
    }

    @Test
    void cacheNames_thatDifferInCaseOrEncoding_areDifferentCaches() {
        List<String> names = List.of("a", "A", "a:", "a%3A", "a ", "å", "a\u030a");

        names.forEach(name -> larder.manager()
                .createCache(name, new MutableConfiguration<String, String>())
                .put("key", name));

        assertThat(names)
                .allSatisfy(name -> assertThat(
                                larder.manager().<String, String>getCache(name).get("key"))
                        .isEqualTo(name));
    }

    // --- sizes -----------------------------------------------------------------------------------------------------

    @Test
    void key_ofAMegabyte_works() {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        String key = "k".repeat(MEGABYTE);

        cache.put(key, "value");

        assertThat(cache.get(key)).isEqualTo("value");
        assertThat(cache.containsKey(key + "k")).isFalse();
        assertThat(contents(cache)).isEqualTo(Map.of(key, "value"));
        assertThat(larder.deployment().keys()).allMatch(name -> name.length() < 1_000);
        assertThat(cache.remove(key)).isTrue();
    }

    @Test
    void value_of64Megabytes_works() {
        Cache<String, byte[]> cache = larder.cache(new MutableConfiguration<>());
        byte[] value = new byte[64 * MEGABYTE];
        Arrays.fill(value, (byte) 7);
        value[value.length - 1] = 8;

        cache.put("key", value);

        assertThat(Arrays.equals(cache.get("key"), value)).isTrue();
    }

    @Test
    void strings_withOddCharacters_areKeysAndValues() {
        Cache<String, String> cache = larder.cache(new MutableConfiguration<>());
        List<String> strings =
                List.of("", " ", "\0", "\n", "{}", "*", "\uD83D\uDDDD", "\uD83D", "é", "e\u0301", "%", ":");

        strings.forEach(string -> cache.put(string, string));

        assertThat(strings).allSatisfy(string -> assertThat(cache.get(string)).isEqualTo(string));
        Map<String, String> expected = new HashMap<>();
        strings.forEach(string -> expected.put(string, string));
        assertThat(contents(cache)).isEqualTo(expected);
    }

    // --- kinds of values -------------------------------------------------------------------------------------------

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "with a body";
            }
        }
    }

    record Product(String name, @Nullable Colour colour, List<Product> parts) implements Serializable {}

    static final class Node implements Serializable {

        private static final long serialVersionUID = 1L;

        private Node next = this;

        Node next() {
            return next;
        }
    }

    static Stream<Object> goodValues() {
        return Stream.of(
                "text",
                1,
                1L,
                1.5,
                'c',
                true,
                Colour.RED,
                Colour.GREEN,
                new Product("car", Colour.GREEN, List.of(new Product("wheel", null, List.of()))),
                Optional.of("something"),
                Optional.empty(),
                Instant.parse("2026-11-21T07:00:00.123456789Z"),
                LocalDate.of(2026, 11, 21),
                ZonedDateTime.parse("2026-11-21T07:00:00+01:00[Europe/Zurich]"),
                java.time.Duration.ofNanos(5),
                new UUID(1, 2),
                Locale.ROOT,
                new ArrayList<>(List.of(1, "two", List.of(3.0))),
                List.of(),
                Map.of("key", Set.of(1, 2)),
                new TreeSet<>(Set.of("b", "a")),
                new java.math.BigDecimal("1.10"));
    }

    @ParameterizedTest
    @MethodSource("goodValues")
    void value_ofAnOrdinaryKind_comesBackEqual(Object value) {
        Cache<String, Object> cache = larder.cache(new MutableConfiguration<>());

        cache.put("key", value);

        assertThat(cache.get("key")).isEqualTo(value).hasSameClassAs(value);
        assertThat(cache.remove("key", value)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("goodValues")
    void key_ofAnOrdinaryKind_isFoundAgain(Object key) {
        Cache<Object, String> cache = larder.cache(new MutableConfiguration<>());

        cache.put(key, "value");

        assertThat(cache.get(key)).isEqualTo("value");
        assertThat(cache.iterator().next().getKey()).isEqualTo(key);
    }

    @Test
    void value_thatRefersToItself_comesBackThatWay() {
        Cache<String, Node> cache = larder.cache(new MutableConfiguration<>());

        cache.put("key", new Node());

        Node node = cache.get("key");
        assertThat(node.next()).isSameAs(node);
    }

    static Stream<Object> badValues() {
        return Stream.of(
                new Thread(() -> {}), (Runnable) () -> {}, new ByteArrayInputStream(new byte[1]), new Object() {
                    private final Thread thread = Thread.currentThread();

                    @Override
                    public String toString() {
                        return "holds " + thread;
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("badValues")
    void value_thatIsNoData_isRefusedAndChangesNothing(Object value) {
        Cache<String, Object> cache = larder.cache(new MutableConfiguration<>());
        cache.put("key", "untouched");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put("key", value))
                .withMessageMatching("(?s)LRD-2\\d\\d: .{1,2000}");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.putAll(Map.of("other", "value", "key", value)));
        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.replace("key", value));
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.invoke("key", (entry, arguments) -> {
                    entry.setValue(value);
                    return null;
                }));

        assertThat(contents(cache)).isEqualTo(Map.of("key", "untouched"));
    }

    static Stream<Object> badKeys() {
        return Stream.concat(badValues(), Stream.of(new Object(), new byte[] {1}, new int[] {1}, new Identity()));
    }

    /** Equal only to itself, so no other JVM could find it. */
    static final class Identity implements Serializable {

        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @MethodSource("badKeys")
    void key_withoutAStableForm_isRefused(Object key) {
        Cache<Object, String> cache = larder.cache(new MutableConfiguration<>());

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> cache.put(key, "value"))
                .withMessageMatching("(?s)LRD-2\\d\\d: .{1,2000}");
        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> cache.get(key));

        assertThat(cache.iterator().hasNext()).isFalse();
    }

    @Test
    void object_withoutFields_isAValueOrRefused() {
        Cache<String, Object> cache = larder.cache(new MutableConfiguration<>());

        assertThatCode(() -> cache.put("key", new Object()))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).isNull(),
                        thrown -> assertThat(thrown).isInstanceOf(CacheException.class));
    }

    @Test
    void keys_ofDifferentTypes_neverMeet() {
        Cache<Object, String> cache = larder.cache(new MutableConfiguration<>());
        List<Object> keys =
                List.of(1, 1L, "1", (short) 1, (byte) 1, '1', 1.0, 1.0f, List.of(1), Set.of(1), Colour.RED, "RED");

        keys.forEach(key -> cache.put(key, key.getClass().getName()));

        assertThat(keys)
                .allSatisfy(key ->
                        assertThat(cache.get(key)).isEqualTo(key.getClass().getName()));
    }

    private static <K, V> Map<K, V> contents(Cache<K, V> cache) {
        Map<K, V> contents = new HashMap<>();
        cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
        return contents;
    }
}
