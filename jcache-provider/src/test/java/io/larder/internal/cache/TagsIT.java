package io.larder.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderTags;
import io.larder.fixture.CacheCounts;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryRemovedListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags through the public API, in two managers. */
@ParameterizedClass
@EnumSource(Topology.class)
@Timeout(60)
class TagsIT {

    private static final EntryOptions RED = EntryOptions.none().withTags("red");

    @RegisterExtension
    final LarderCaches larder;

    TagsIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @Test
    void invalidateTag_entriesOfTheTag_areAbsentForAllOperations() {
        LarderCache<String, String> here = open(configuration());
        LarderCache<String, String> there = open(configuration());
        for (int i = 0; i < 20; i++) {
            here.put("red" + i, "value", RED);
            here.put("green" + i, "value", EntryOptions.none().withTags("green", "colour"));
        }
        here.put("plain", "value");
        assertThat(there.getAll(Set.of("red1", "green1", "plain"))).hasSize(3);

        here.invalidateTag("red");

        for (LarderCache<String, String> cache : List.of(here, there)) {
            assertThat(cache.get("red1")).isNull();
            assertThat(cache.containsKey("red2")).isFalse();
            assertThat(cache.getAll(Set.of("red1", "green1", "plain"))).containsOnlyKeys("green1", "plain");
            assertThat(keys(cache)).hasSize(21).noneMatch(key -> key.startsWith("red"));
            assertThat(cache.<Boolean>invoke("red3", (entry, arguments) -> entry.exists()))
                    .isFalse();
            assertThat(cache.replace("red4", "other")).isFalse();
            assertThat(cache.replace("red4", "value", "other")).isFalse();
            assertThat(cache.remove("red5")).isFalse();
            assertThat(cache.remove("red5", "value")).isFalse();
            assertThat(cache.getAndRemove("red6")).isNull();
            assertThat(cache.getAndReplace("red6", "other")).isNull();
        }
        assertThat(here.putIfAbsent("red7", "new")).isTrue();
        assertThat(there.getAndPut("red8", "new")).isNull();
        assertThat(there.get("red7")).isEqualTo("new");
        assertThat(here.get("red8")).isEqualTo("new");
        here.invalidateTag("red");
        assertThat(there.get("red7")).isEqualTo("new");
    }

    @Test
    void invalidateTags_several_takesEntriesThatHaveAny() {
        LarderCache<String, String> cache = open(configuration());
        cache.put("a", "1", RED);
        cache.put("b", "2", EntryOptions.none().withTags("green", "blue"));
        cache.put("c", "3", EntryOptions.none().withTags("blue"));
        cache.invalidateTags(Set.of("red", "green", "of nothing"));
        cache.invalidateTags(Set.of());
        assertThat(keys(cache)).containsExactly("c");
    }

    @Test
    void invalidateEntriesWithAll_someTags_takesEntriesThatHaveEachOfThem() {
        LarderCache<String, String> cache = open(configuration());
        for (int i = 0; i < 300; i++) {
            cache.put("both" + i, "1", EntryOptions.none().withTags("green", "red", "more" + i));
        }
        cache.put("red", "1", RED);
        cache.put("green", "2", EntryOptions.none().withTags("green"));
        cache.put("plain", "3");
        List<Long> progress = new ArrayList<>();

        assertThat(cache.invalidateEntriesWithAll(Set.of("red", "green", "blue"), progress::add))
                .isZero();
        assertThat(progress).isNotEmpty().containsOnly(0L);
        progress.clear();
        assertThat(cache.invalidateEntriesWithAll(Set.of("red", "green"), progress::add))
                .isEqualTo(300);

        assertThat(keys(cache)).containsExactly("green", "plain", "red");
        assertThat(progress).hasSizeGreaterThan(1).isSorted().endsWith(300L);
        assertThatThrownBy(() -> cache.invalidateEntriesWithAll(Set.of(), soFar -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("LRD-417");
        assertThatThrownBy(() -> cache.invalidateEntriesWithAll(Set.of(""), soFar -> {}))
                .hasMessageContaining("LRD-414");
    }

    @Test
    void invalidateEntriesWithAll_withAListener_tellsAndCounts() throws Exception {
        List<String> removed = new CopyOnWriteArrayList<>();
        LarderCache<String, String> cache = open(configuration()
                .setStatisticsEnabled(true)
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        () -> (CacheEntryRemovedListener<String, String>)
                                events -> events.forEach(event -> removed.add(event.getKey())),
                        null,
                        false,
                        true)));
        cache.put("r0", "1", RED);
        cache.put("r1", "1", RED);
        cache.put("plain", "1");
        assertThat(cache.invalidateEntriesWithAll(Set.of("red"), soFar -> {})).isEqualTo(2);
        assertThat(removed).containsExactlyInAnyOrder("r0", "r1");
        assertThat(CacheCounts.of(cache).getCacheRemovals()).isEqualTo(2);
    }

    @Test
    void larderTags_ofAManager_invalidateInAllItsOpenCaches() {
        CacheManager manager = larder.anotherManager();
        LarderTags tags = manager.unwrap(LarderTags.class);
        tags.invalidate("red"); // of no cache
        List<LarderCache<String, String>> caches = new ArrayList<>();
        for (String name : List.of("one", "two", "three", "not open")) {
            caches.add(open(manager, name));
        }
        LarderCache<String, String> elsewhere = open(larder.anotherManager(), "one");
        for (LarderCache<String, String> cache : caches) {
            cache.put("r", "1", RED);
            cache.put("g", "2", EntryOptions.none().withTags("green"));
            cache.put("b", "3", EntryOptions.none().withTags("blue"));
        }
        caches.remove(3).close();

        tags.invalidate("red");
        assertThat(caches).allSatisfy(cache -> assertThat(keys(cache)).containsExactly("b", "g"));
        assertThat(keys(elsewhere)).containsExactly("b", "g");
        tags.invalidateAny(Set.of("green", "blue"));
        assertThat(caches).allSatisfy(cache -> assertThat(keys(cache)).isEmpty());
        assertThat(keys(open(manager, "not open"))).containsExactly("b", "g", "r");

        assertThat(manager.unwrap(LarderTags.class)).isSameAs(tags);
        assertThatThrownBy(() -> tags.invalidate("")).hasMessageContaining("LRD-414");
        manager.close();
        assertThatThrownBy(() -> tags.invalidate("red"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("LRD-412");
    }

    @Test
    void tags_ofEachEntry_areThoseOfItsLastWrite() {
        LarderCache<String, String> cache = open(configuration());
        Set<String> odd = Set.of("a tag", "50%", "日本", "{x}:*?[]\\^", "%41", "\n", "x".repeat(200));
        cache.put("a", "1", EntryOptions.none().withTags(odd.toArray(String[]::new)));
        assertThat(cache.tags("a")).isEqualTo(odd).isUnmodifiable();
        assertThat(open(configuration()).tags("a")).isEqualTo(odd);
        for (String tag : odd) {
            cache.put("b", "1", EntryOptions.none().withTags(tag));
            cache.invalidateTag(tag);
            assertThat(cache.tags("b")).isEmpty();
            assertThat(cache.get("b")).isNull();
        }
        cache.put("a", "1", RED);
        assertThat(cache.tags("a")).containsExactly("red");
        cache.put("a", "2");
        assertThat(cache.tags("a")).isEmpty();
        assertThat(cache.tags("of nothing")).isEmpty();
    }

    @Test
    void put_withTagsAndAWriter_isTaggedAndWrittenThrough() {
        LarderCache<String, String> cache = open(configuration()
                .setWriteThrough(true)
                .setCacheWriterFactory(FactoryBuilder.factoryOf(KeepingWriter.class)));
        cache.put("a", "1", RED);
        assertThat(cache.tags("a")).containsExactly("red");
        assertThat(KeepingWriter.WRITTEN).contains("a=1");
        cache.invalidateTag("red");
        assertThat(cache.get("a")).isNull();
        assertThat(KeepingWriter.WRITTEN).doesNotContain("-a");
    }

    @Test
    void withTags_namesThatCannotBeTags_areRefused() {
        LarderCache<String, String> cache = open(configuration());
        for (String name : List.of("", "x".repeat(201), "日".repeat(23))) {
            assertThatThrownBy(() -> EntryOptions.none().withTags("fine", name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("LRD-414");
            assertThatThrownBy(() -> cache.invalidateTag(name)).hasMessageContaining("LRD-414");
            assertThatThrownBy(() -> cache.invalidateTags(Set.of(name))).hasMessageContaining("LRD-414");
        }
        String[] many = new String[65];
        for (int i = 0; i < many.length; i++) {
            many[i] = "t" + i;
        }
        assertThatThrownBy(() -> EntryOptions.none().withTags(many)).hasMessageContaining("LRD-415");
        cache.close();
        assertThatThrownBy(() -> cache.invalidateTag("red")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cache.tags("a")).isInstanceOf(IllegalStateException.class);
    }

    private static MutableConfiguration<String, String> configuration() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }

    @SuppressWarnings("unchecked")
    private LarderCache<String, String> open(MutableConfiguration<String, String> configuration) {
        return larder.anotherManager().createCache("tagged", configuration).unwrap(LarderCache.class);
    }

    @SuppressWarnings("unchecked")
    private static LarderCache<String, String> open(CacheManager manager, String name) {
        return manager.createCache(name, configuration()).unwrap(LarderCache.class);
    }

    private static Set<String> keys(Cache<String, String> cache) {
        Set<String> keys = new TreeSet<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    /** Keeps what it was told. */
    public static final class KeepingWriter implements OneByOneWriter<String, String> {

        private static final List<String> WRITTEN = new ArrayList<>();

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            WRITTEN.add(entry.getKey() + "=" + entry.getValue());
        }

        @Override
        public void delete(Object key) {
            WRITTEN.add("-" + key);
        }
    }
}
