package io.larder.internal.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import io.larder.Tagger;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Taggers that one write or one load brings along: {@code withTagger} of its options. */
@ParameterizedClass
@EnumSource(Topology.class)
@Timeout(60)
class OwnTaggerIT {

    private static final Tagger<String, String> OWN = (key, value) -> Set.of("of " + key, "is " + value);

    @RegisterExtension
    final LarderCaches larder;

    OwnTaggerIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private static LarderCacheConfiguration.Builder<String, String> configuration() {
        return LarderCacheConfiguration.builder(String.class, String.class);
    }

    @SuppressWarnings("unchecked")
    private LarderCache<String, String> open(LarderCacheConfiguration.Builder<String, String> configuration) {
        return larder.cache(configuration.build()).unwrap(LarderCache.class);
    }

    /** Every operation that takes options and leaves "new" under "k". */
    private static Map<String, BiConsumer<LarderCache<String, String>, EntryOptions>> writes() {
        Map<String, BiConsumer<LarderCache<String, String>, EntryOptions>> writes = new LinkedHashMap<>();
        writes.put("put", (cache, options) -> cache.put("k", "new", options));
        writes.put("replace", (cache, options) -> cache.replace("k", "new", options));
        writes.put("replaceExpected", (cache, options) -> cache.replace("k", "old", "new", options));
        writes.put(
                "asyncPut",
                (cache, options) -> cache.async()
                        .put("k", "new", options)
                        .toCompletableFuture()
                        .join());
        writes.put(
                "asyncReplace",
                (cache, options) -> cache.async()
                        .replace("k", "new", options)
                        .toCompletableFuture()
                        .join());
        return writes;
    }

    @Test
    void writes_ofEveryKind_haveItsTagsBesideThoseOfTheOptionsAndOfTheCache() {
        EntryOptions options = EntryOptions.none().withTags("named").withTagger(OWN);
        for (boolean throughWriter : new boolean[] {false, true}) {
            writes().forEach((name, write) -> {
                LarderCache<String, String> cache = open(configuration()
                        .taggerFactory(() -> (Tagger<Object, Object>) (key, value) -> Set.of("all"))
                        .writeThrough(throughWriter)
                        .cacheWriterFactory(TaggerIT.KeepingWriter::new));
                cache.put("k", "old");
                write.accept(cache, options);
                assertThat(cache.tags("k")).as(name).containsExactlyInAnyOrder("named", "of k", "is new", "all");
                cache.invalidateTag("is new");
                assertThat(cache.containsKey("k")).as(name).isFalse();
                cache.close();
            });
        }
    }

    @Test
    void tagger_perWrite_isAskedOnceInTheThreadThatWrites() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        EntryOptions options = EntryOptions.none().withTagger((key, value) -> {
            threads.add(Thread.currentThread());
            return Set.of("red");
        });
        LarderCache<String, String> cache = open(configuration());
        cache.put("k", "1", options);
        cache.replace("k", "2", options);
        cache.replace("k", "2", "3", options);
        assertThat(threads).hasSize(3).containsOnly(Thread.currentThread());
        cache.put("k", "4");
        assertThat(cache.tags("k")).isEmpty();
        assertThat(threads).hasSize(3);
    }

    @Test
    void tagger_thatFails_letsNothingBeWritten() {
        Map<String, Tagger<String, String>> failing = Map.of(
                "throws",
                (key, value) -> {
                    throw new IllegalStateException("no");
                },
                "empty",
                (key, value) -> Set.of(""));
        failing.forEach((how, tagger) -> writes().forEach((name, write) -> {
            LarderCache<String, String> cache = open(configuration());
            cache.put("k", "old");
            assertThatThrownBy(() -> write.accept(cache, EntryOptions.none().withTagger(tagger)))
                    .as(how + " " + name)
                    .satisfies(e -> assertThat(e instanceof CacheException ? e : e.getCause())
                            .isInstanceOf(CacheException.class)
                            .hasMessageStartingWith("LRD-416: The tagger " + OwnTaggerIT.class.getName()));
            assertThat(cache.get("k")).isEqualTo("old");
            cache.close();
        }));
    }

    @Test
    void computeIfAbsent_whatIsLoaded_hasItsTagsBesideThoseOfTheOptionsAndOfTheCache() {
        LoadOptions options = LoadOptions.none().withTags("named").withTagger(OWN);
        LarderCache<String, String> cache =
                open(configuration().taggerFactory(() -> (Tagger<Object, Object>) (key, value) -> Set.of("all")));
        cache.computeIfAbsent("k", key -> "loaded", options);
        assertThat(cache.tags("k")).containsExactlyInAnyOrder("named", "of k", "is loaded", "all");
        cache.invalidateTag("is loaded");
        assertThat(cache.containsKey("k")).isFalse();
    }

    @Test
    void computeIfAbsent_itsTagIsInvalidatedWhileItLoads_isNotKeptAndLeavesNoLease() {
        LoadOptions options = LoadOptions.none().withTagger(OWN);
        for (boolean shared : new boolean[] {true, false}) {
            LarderCache<String, String> cache =
                    open(configuration().settings(c -> c.loadLease(shared ? Duration.ofHours(1) : Duration.ZERO)));
            String got = cache.computeIfAbsent(
                    "k",
                    key -> {
                        cache.invalidateTag("is old");
                        return "old";
                    },
                    options);
            assertThat(got).isEqualTo("old");
            assertThat(cache.containsKey("k")).isFalse();

            String kept = cache.computeIfAbsent(
                    "k",
                    key -> {
                        cache.invalidateTag("is old");
                        return "new";
                    },
                    options);
            assertThat(kept).isEqualTo("new");
            assertThat(cache.tags("k")).containsExactlyInAnyOrder("of k", "is new");
            cache.close();
        }
    }

    @Test
    void computeIfAbsent_whoseTaggerFails_keepsNothingAndLeavesNoLease() {
        LarderCache<String, String> cache = open(configuration().settings(c -> c.loadLease(Duration.ofHours(1))));
        LoadOptions failing = LoadOptions.none().withTagger((key, value) -> {
            throw new IllegalStateException("no");
        });
        assertThatThrownBy(() -> cache.computeIfAbsent("k", key -> "1", failing))
                .hasMessageContaining("LRD-416");
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.computeIfAbsent("k", key -> "2", LoadOptions.none())).isEqualTo("2");
    }

    @Test
    void computeIfAbsent_refreshedBehindItsReaders_hasTheTagsOfTheNewValue() {
        LoadOptions options = LoadOptions.none()
                .withTagger(OWN)
                .withTtl(Duration.ofSeconds(60))
                .withRefreshAhead(1);
        LarderCache<String, String> cache = open(configuration());
        cache.computeIfAbsent("k", key -> "1", options);
        assertThat(cache.tags("k")).contains("is 1");
        cache.expire("k", Duration.ofSeconds(30)); // more than 1 % of its time is over
        await().until(() -> "2".equals(cache.computeIfAbsent("k", key -> "2", options)));
        assertThat(cache.tags("k")).containsExactlyInAnyOrder("of k", "is 2");
    }
}
