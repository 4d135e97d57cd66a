package io.larder.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import io.larder.reference.Subject.Outcome;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.cache.event.EventType;
import javax.cache.expiry.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each {@link KnownDifference}, as it is on both sides. */
class KnownDifferencesIT {

    private static ReferenceProvider reference;

    @RegisterExtension
    final LarderCaches larder = new LarderCaches(Topology.STANDALONE);

    private int caches;

    @BeforeAll
    static void open() {
        reference = new ReferenceProvider();
    }

    @AfterAll
    static void close() throws IOException {
        reference.close();
    }

    /** What the last of the steps came to. */
    private record Both(Outcome reference, Outcome larder) {}

    private Both compare(Setup setup, Step... steps) {
        String name = "difference" + caches++;
        Subject expected = new Subject(reference.manager(), name, setup, true);
        Subject actual = new Subject(larder.manager(), name, setup, true);
        Both last = null;
        for (Step step : steps) {
            last = new Both(expected.run(step, false), actual.run(step, false));
        }
        reference.manager().destroyCache(name);
        return java.util.Objects.requireNonNull(last);
    }

    private static Setup setup(
            Duration creation, @Nullable Duration access, boolean readThrough, boolean writeThrough) {
        return new Setup(creation, null, access, true, false, readThrough, readThrough, writeThrough);
    }

    private static final Step PUT = new Step("put", cache -> {
        cache.put(2, "value");
        return "put";
    });

    private static final Step GET = new Step("get", cache -> cache.get(2));

    private static final Step REMOVE = new Step(
            "invoke",
            cache -> cache.invoke(2, (entry, arguments) -> {
                entry.remove();
                return "removed";
            }));

    private static long count(Outcome outcome, String statistic) {
        return (Long) outcome.statistics().getOrDefault(statistic, -1L);
    }

    @Test
    void putIfAbsent_expiredOnCreation_isAMiss() {
        Both both = compare(
                setup(Duration.ZERO, null, false, false),
                new Step("putIfAbsent", cache -> cache.putIfAbsent(2, "value")));

        assertThat(List.of(both.reference().result(), both.larder().result())).containsOnly(Optional.of(false));
        assertThat(count(both.reference(), "CacheHits")).isEqualTo(1);
        assertThat(count(both.larder(), "CacheHits")).isZero();
        assertThat(count(both.larder(), "CacheMisses")).isEqualTo(1);
    }

    @Test
    void get_loadedValueExpiredOnCreation_isTheLoadedValue() {
        Both both = compare(setup(Duration.ZERO, null, true, false), GET);

        assertThat(both.reference().result()).isEqualTo(Optional.empty());
        assertThat(both.larder().result()).isEqualTo(Optional.of("loaded2"));
        assertThat(both.larder().configuredTold()).isEmpty();
    }

    @Test
    void invokeRemove_absentEntry_removesAndTellsNothingButCallsTheWriter() {
        Both both = compare(setup(Duration.ETERNAL, null, false, true), REMOVE);

        assertThat(both.reference().configuredTold())
                .isEqualTo(Map.of(2, List.of(new Told<>(EventType.REMOVED, 2, null, null))));
        assertThat(count(both.reference(), "CacheRemovals")).isEqualTo(1);
        assertThat(both.larder().configuredTold()).isEmpty();
        assertThat(count(both.larder(), "CacheRemovals")).isZero();
        assertThat(List.of(both.reference().calls(), both.larder().calls())).containsOnly(Map.of("delete 2", 1));
    }

    @Test
    void invokeGetValue_afterRemove_doesNotLoadAgain() {
        Both both = compare(
                setup(Duration.ETERNAL, null, true, false),
                PUT,
                new Step(
                        "invoke",
                        cache -> cache.<String>invoke(2, (entry, arguments) -> {
                            entry.remove();
                            return "sees " + entry.getValue();
                        })));

        assertThat(both.reference().result()).isEqualTo(Optional.of("sees loaded2"));
        assertThat(both.larder().result()).isEqualTo(Optional.of("sees null"));
        assertThat(both.larder().calls()).isEmpty();
    }

    @Test
    void removeAll_entryExpiredOnAccess_countsAndDeletesNothing() {
        Both both = compare(
                new Setup(Duration.ETERNAL, null, Duration.ZERO, false, false, false, false, true),
                PUT,
                GET,
                new Step("removeAll", cache -> {
                    cache.removeAll();
                    return "removed";
                }));

        assertThat(both.reference().calls()).isEqualTo(Map.of("delete 2", 1));
        assertThat(both.larder().calls()).isEmpty();
        assertThat(count(both.larder(), "CacheRemovals")).isZero();
    }

    @Test
    void removeAllOfKeys_entryExpiredOnAccess_countsNothing() {
        Both both = compare(
                new Setup(Duration.ETERNAL, null, Duration.ZERO, false, false, false, false, false),
                PUT,
                GET,
                new Step("removeAll", cache -> {
                    cache.removeAll(Set.of(2));
                    return "removed";
                }));

        assertThat(count(both.reference(), "CacheRemovals")).isEqualTo(1);
        assertThat(count(both.larder(), "CacheRemovals")).isZero();
    }

    @Test
    void iteratorRemove_entryExpiredByTheWalk_removesNothing() {
        Both both = compare(
                new Setup(Duration.ETERNAL, null, Duration.ZERO, false, false, false, false, false),
                PUT,
                new Step("iterate", cache -> {
                    var iterator = cache.iterator();
                    String value = iterator.next().getValue();
                    iterator.remove();
                    return value;
                }));

        assertThat(List.of(both.reference().result(), both.larder().result())).containsOnly(Optional.of("value"));
        assertThat(both.reference().configuredTold()).containsOnlyKeys(2);
        assertThat(both.larder().configuredTold()).isEmpty();
        assertThat(count(both.larder(), "CacheRemovals")).isZero();
    }

    @Test
    void getAll_loaderFails_countsAllThatWasMissing() {
        Setup setup = setup(Duration.ETERNAL, null, true, false);
        Subject expected = new Subject(reference.manager(), "failing", setup, true);
        Subject actual = new Subject(larder.manager(), "failing", setup, true);
        Step getAll = new Step("getAll", cache -> new TreeMap<>(cache.getAll(new LinkedHashSet<>(List.of(2, 4)))));

        Outcome ofReference = expected.run(getAll, true);
        Outcome ofLarder = actual.run(getAll, true);

        assertThat(ofLarder.result()).isEqualTo(ofReference.result());
        assertThat(count(ofReference, "CacheMisses")).isEqualTo(1);
        assertThat(count(ofLarder, "CacheMisses")).isEqualTo(2);
    }
}
