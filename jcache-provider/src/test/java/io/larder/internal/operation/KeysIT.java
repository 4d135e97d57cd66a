package io.larder.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderCache;
import io.larder.fixture.CacheCounts;
import io.larder.fixture.EventRecorder;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import io.larder.internal.store.Glob;
import java.io.Serializable;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code keys} and {@code invalidateKeys}: which keys match, and what looking and removing do. */
@ParameterizedClass
@EnumSource(Topology.class)
class KeysIT {

    @RegisterExtension
    final LarderCaches larder;

    KeysIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one
    private static <K> LarderCache<K, String> larder(Cache<K, String> cache) {
        return (LarderCache<K, String>) cache.unwrap(LarderCache.class);
    }

    private LarderCache<String, String> typed() {
        return larder(larder.cache(new MutableConfiguration<String, String>().setTypes(String.class, String.class)));
    }

    private LarderCache<Object, String> untyped() {
        return larder(larder.cache(new MutableConfiguration<Object, String>()));
    }

    private static <K> List<K> listed(LarderCache<K, ?> cache, String pattern) {
        try (Stream<K> keys = cache.keys(pattern)) {
            return keys.toList();
        }
    }

    private static <K> void putAll(LarderCache<K, String> cache, Collection<? extends K> keys) {
        Map<K, String> map = new HashMap<>();
        keys.forEach(key -> map.put(key, "value"));
        cache.putAll(map);
    }

    /** Strings of whatever kind: with what is escaped in Redis, with what patterns mean something by, very long ones. */
    @Test
    void keys_strings_matchAsTheTextThatTheyAre() {
        String longKey = "user:" + "x".repeat(400);
        List<String> keys = List.of(
                "user:1",
                "user:2",
                "user:ä",
                "user:a b",
                "user:%41",
                "u*er",
                "u?er",
                "[user]",
                "a\\b",
                "x}:e:s:user:9",
                "",
                "USER:1",
                "user:\uD83D\uDE00",
                longKey);
        LarderCache<String, String> unknown = larder(larder.cache(new MutableConfiguration<String, String>()));
        for (LarderCache<String, String> cache : List.of(typed(), unknown)) {
            putAll(cache, keys);
            assertThat(listed(cache, "*")).containsExactlyInAnyOrderElementsOf(keys);
            for (String pattern : List.of(
                    "user:*",
                    "user:?",
                    "user:[12]",
                    "user:[^1]",
                    "*:1",
                    "user:a b",
                    "user:%*",
                    "user:%4?",
                    "u\\*er",
                    "u*er",
                    "\\[user\\]",
                    "a\\\\b",
                    "*x",
                    "user:ä",
                    "",
                    "USER*",
                    "nothing*",
                    "user:\uD83D\uDE00",
                    "s:*")) {
                Glob glob = Glob.of(pattern);
                assertThat(listed(cache, pattern))
                        .as(pattern)
                        .containsExactlyInAnyOrderElementsOf(
                                keys.stream().filter(glob::matches).toList());
            }
        }
    }

    @Test
    void keys_otherTypes_matchByTheirTextOrNotAtAll() {
        LarderCache<Object, String> cache = untyped();
        UUID uuid = UUID.fromString("00000000-0000-002a-0000-000000000001");
        BigInteger large = BigInteger.TEN.pow(300);
        LocalDate date = LocalDate.of(2026, 11, 21);
        List<Object> keys =
                List.of(42, 42L, "42", 421, uuid, date, ChronoUnit.DAYS, true, large, new Place("Rome", 42));
        putAll(cache, keys);

        assertThat(listed(cache, "*")).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(listed(cache, "42")).containsExactlyInAnyOrder(42, 42L, "42");
        assertThat(listed(cache, "42*")).containsExactlyInAnyOrder(42, 42L, "42", 421);
        assertThat(listed(cache, "2026-*")).containsExactly(date);
        assertThat(listed(cache, "*-002a-*")).containsExactly(uuid);
        assertThat(listed(cache, "*:DAYS")).containsExactly(ChronoUnit.DAYS);
        assertThat(listed(cache, "1000*")).containsExactly(large);
        assertThat(listed(cache, "*Rome*")).isEmpty();
    }

    private record Place(String city, int number) implements Serializable {}

    @Test
    void keys_namesThatPatternsMeanSomethingBy_neverShowAnotherCachesKeys() {
        List<LarderCache<String, String>> caches = new ArrayList<>();
        for (String name : List.of("c", "c*", "c?", "[c]", "c\\", "{c}", "c:1", "*", "^c", "c-d")) {
            caches.add(larder(larder.manager().createCache(name, new MutableConfiguration<String, String>())));
        }
        for (int i = 0; i < caches.size(); i++) {
            putAll(caches.get(i), List.of("key:" + i, "other:" + i));
        }
        for (int i = 0; i < caches.size(); i++) {
            assertThat(listed(caches.get(i), "key:*")).containsExactly("key:" + i);
            assertThat(caches.get(i).size()).isEqualTo(2);
        }
        assertThat(caches.get(1).invalidateKeys("*", removed -> {})).isEqualTo(2);
        for (int i = 0; i < caches.size(); i++) {
            assertThat(caches.get(i).size()).isEqualTo(i == 1 ? 0 : 2);
        }
    }

    @Test
    void keys_clearedExpiredAndForeign_areNone() {
        LarderCache<String, String> cache = typed();
        putAll(cache, List.of("a", "b"));
        cache.clear();
        cache.put("c", "1");
        assertThat(listed(cache, "*")).containsExactly("c");
        assertThat(listed(cache, "[abc]")).containsExactly("c");
    }

    @Test
    void keys_streamNotRead_asksNothing() {
        LarderCache<String, String> cache = typed();
        putAll(cache, IntStream.range(0, 5000).mapToObj(i -> "key" + i).toList());
        larder.deployment().resetCommandCounts();

        try (Stream<String> keys = cache.keys("*")) {
            assertThat(larder.deployment().commandCounts()).doesNotContainKey("scan");
            Iterator<String> iterator = keys.iterator();
            assertThat(iterator.next()).startsWith("key");
            assertThat(larder.deployment().commandCounts().get("scan")).isLessThan(10);
        }
        long lookedAt = larder.deployment().commandCounts().getOrDefault("scan", 0L);
        assertThat(listed(cache, "*")).hasSize(5000).doesNotHaveDuplicates();
        assertThat(larder.deployment().commandCounts().get("scan")).isGreaterThan(2 * lookedAt);
    }

    @Test
    void keys_streamOrCacheClosed_readsNoFurtherPage() {
        LarderCache<String, String> cache = typed();
        putAll(cache, IntStream.range(0, 2000).mapToObj(i -> "key" + i).toList());
        Stream<String> closed = cache.keys("*");
        Iterator<String> rest = closed.iterator();
        rest.next();
        closed.close();
        int left = 0;
        for (; rest.hasNext(); left++) {
            rest.next();
        }
        assertThat(left).isLessThan(1999);

        Iterator<String> open = cache.keys("*").iterator();
        cache.close();
        assertThatIllegalStateException().isThrownBy(open::hasNext);
        assertThatIllegalStateException().isThrownBy(() -> cache.keys("*"));
        assertThatIllegalStateException().isThrownBy(cache::size);
        assertThatIllegalStateException().isThrownBy(cache::estimatedSize);
        assertThatIllegalStateException().isThrownBy(() -> cache.invalidateKeys("*", removed -> {}));
    }

    @Test
    void invalidateKeys_matching_areRemovedWithEventsAndProgress() {
        EventRecorder<String, String> recorder = new EventRecorder<>();
        LarderCache<String, String> cache = larder(larder.cache(new MutableConfiguration<String, String>()
                .setStatisticsEnabled(true)
                .addCacheEntryListenerConfiguration(recorder.synchronous())));
        List<String> users = IntStream.range(0, 1500).mapToObj(i -> "user:" + i).toList();
        putAll(cache, users);
        putAll(cache, List.of("item:1", "user"));
        List<Long> progress = new ArrayList<>();

        long removed = cache.invalidateKeys("user:*", progress::add);

        assertThat(removed).isEqualTo(1500);
        assertThat(progress).hasSizeGreaterThan(1).isSorted().last().isEqualTo(1500L);
        assertThat(listed(cache, "*")).containsExactlyInAnyOrder("item:1", "user");
        assertThat(recorder.told(EventType.REMOVED).stream().map(EventRecorder.Told::key))
                .containsExactlyInAnyOrderElementsOf(users);
        assertThat(cache.invalidateKeys("user:*", progress::add)).isZero();
    }

    @Test
    void invalidateKeys_writeThrough_leavesTheWritersSide() {
        List<Object> deleted = new CopyOnWriteArrayList<>();
        LarderCache<String, String> cache = larder(larder.cache(new MutableConfiguration<String, String>()
                .setWriteThrough(true)
                .setCacheWriterFactory(new SingletonFactory<>(new Deleting(deleted)))));
        cache.put("a", "1");

        assertThat(cache.invalidateKeys("?", removed -> {})).isOne();

        assertThat(deleted).isEmpty();
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void invalidateKeys_progressThrows_endsThere() {
        LarderCache<String, String> cache = typed();
        putAll(cache, IntStream.range(0, 3000).mapToObj(i -> "key" + i).toList());

        assertThatThrownBy(() -> cache.invalidateKeys("key*", removed -> {
                    throw new UnsupportedOperationException("enough");
                }))
                .isInstanceOf(UnsupportedOperationException.class);

        assertThat(cache.size()).isBetween(1L, 2999L);
    }

    @Test
    void invalidateKeys_removals_areCounted() throws Exception {
        LarderCache<String, String> cache =
                larder(larder.cache(new MutableConfiguration<String, String>().setStatisticsEnabled(true)));
        putAll(cache, List.of("a", "b", "c1"));

        cache.invalidateKeys("?", removed -> {});
        listed(cache, "*");
        cache.size();

        CacheStatisticsMXBean statistics = CacheCounts.of(cache);
        assertThat(statistics.getCacheRemovals()).isEqualTo(2);
        assertThat(statistics.getCacheGets()).isZero();
    }

    /** Writes down what it is to delete. */
    private record Deleting(List<Object> deleted) implements OneByOneWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {}

        @Override
        public void delete(Object key) {
            deleted.add(key);
        }
    }
}
