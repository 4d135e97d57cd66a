package io.larder.internal.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LoadOptions;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Loads whose values come later, of two managers, which know of each other as little as two JVMs do. All callers are one thread:
 * whoever waited for a load would hold up the test.
 */
@Timeout(60)
@ParameterizedClass
@EnumSource(Topology.class)
class StagedLoadingIT {

    private static final String KEY = "key";

    /** Waits in the second manager look 32 ms apart at most. */
    private static final Duration SEVERAL_LOOKS = Duration.ofMillis(200);

    @RegisterExtension
    final LarderCaches larder;

    private final Source source = new Source();
    private LarderCache<String, String> here;
    private LarderCache<String, String> there;

    StagedLoadingIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @BeforeEach
    void openCaches() {
        here = open("staged", Duration.ofSeconds(10));
        there = open("staged", Duration.ofSeconds(10));
    }

    @SuppressWarnings("unchecked") // the cache is made with these types
    private LarderCache<String, String> open(String name, Duration lease) {
        return larder.anotherManager()
                .createCache(
                        name,
                        LarderCacheConfiguration.builder(String.class, String.class)
                                .settings(settings -> settings.loadLease(lease))
                                .build())
                .unwrap(LarderCache.class);
    }

    /** Where values come from: the test completes them. */
    private static final class Source {

        private final List<CompletableFuture<@Nullable String>> calls = new CopyOnWriteArrayList<>();
        private final List<Thread> callers = new CopyOnWriteArrayList<>();

        CompletionStage<@Nullable String> load(String key) {
            CompletableFuture<@Nullable String> value = new CompletableFuture<>();
            callers.add(Thread.currentThread());
            calls.add(value);
            return value;
        }

        CompletableFuture<@Nullable String> last() {
            return calls.get(calls.size() - 1);
        }
    }

    private CompletableFuture<@Nullable String> ask(LarderCache<String, String> cache) {
        return ask(cache, LoadOptions.none());
    }

    private CompletableFuture<@Nullable String> ask(LarderCache<String, String> cache, LoadOptions options) {
        return cache.computeIfAbsentAsync(KEY, source::load, options).toCompletableFuture();
    }

    private static @Nullable String got(CompletableFuture<@Nullable String> value) throws Exception {
        return value.get(30, TimeUnit.SECONDS);
    }

    /** What a stage itself failed with. */
    private static Throwable failure(CompletableFuture<@Nullable String> value) throws Exception {
        return value.handle((there, failure) -> failure == null ? new AssertionError("it gave " + there) : failure)
                .get(30, TimeUnit.SECONDS);
    }

    // --- once ------------------------------------------------------------------------------------------------------

    @Test
    void value_askedForByManyOfTwoManagers_isLoadedOnceByTheFirst() throws Exception {
        List<CompletableFuture<@Nullable String>> values = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> values.add(ask(i % 2 == 0 ? here : there)));

        assertThat(values).noneMatch(CompletableFuture::isDone);
        source.last().complete("value");

        for (CompletableFuture<@Nullable String> value : values) {
            assertThat(got(value)).isEqualTo("value");
        }
        assertThat(source.callers).containsExactly(Thread.currentThread());
        assertThat(there.get(KEY)).isEqualTo("value");
    }

    @Test
    void value_there_isCompleteAtOnce() {
        here.put(KEY, "value");

        assertThat(ask(there)).isCompletedWithValue("value");
        assertThat(source.calls).isEmpty();
    }

    @Test
    void value_thereWhenTheLoaderReturns_isPutByTheCaller() {
        assertThat(here.computeIfAbsentAsync(KEY, key -> CompletableFuture.completedFuture("value"), LoadOptions.none())
                        .toCompletableFuture())
                .isCompletedWithValue("value");
        assertThat(there.get(KEY)).isEqualTo("value");
    }

    @Test
    void value_complete_isInTheCacheAndHandedOverByAThreadOfTheManager() throws Exception {
        CompletableFuture<@Nullable String> seen = ask(here)
                .thenApply(value -> there.get(KEY) + " in "
                        + Thread.currentThread().getName().replaceAll("\\d+", ""));

        Thread foreign = new Thread(() -> source.last().complete("value"), "foreign");
        foreign.start();

        assertThat(got(seen)).isEqualTo("value in larder-loads-");
    }

    @Test
    void value_longerThanTheLease_isWaitedFor() throws Exception {
        LarderCache<String, String> one = open("short", Duration.ofMillis(600));
        LarderCache<String, String> two = open("short", Duration.ofMillis(600));
        CompletableFuture<@Nullable String> first = ask(one);
        CompletableFuture<@Nullable String> second = ask(two);

        assertThat(second.completeOnTimeout("waits", 2, TimeUnit.SECONDS)).succeedsWithin(30, TimeUnit.SECONDS);
        source.last().complete("value");

        assertThat(second.join()).isEqualTo("waits");
        assertThat(got(first)).isEqualTo("value");
        assertThat(source.calls).hasSize(1);
    }

    @Test
    void value_null_isNullForAllAndLeavesNothing() throws Exception {
        CompletableFuture<@Nullable String> first = ask(here);
        CompletableFuture<@Nullable String> second = ask(here);
        source.last().complete(null);

        assertThat(got(first)).isNull();
        assertThat(got(second)).isNull();
        assertThat(larder.deployment().keys()).noneMatch(name -> name.contains(":e:"));
    }

    @Test
    void callerWhoWaits_ofAValueThatComesLater_getsItToo() throws Exception {
        CompletableFuture<@Nullable String> later = ask(here);
        CompletableFuture<@Nullable String> waiting =
                CompletableFuture.supplyAsync(() -> here.computeIfAbsent(KEY, key -> "another"));
        source.last().completeOnTimeout("value", SEVERAL_LOOKS.toMillis(), TimeUnit.MILLISECONDS);

        assertThat(got(waiting)).isEqualTo("value");
        assertThat(got(later)).isEqualTo("value");
    }

    @Test
    void callerOfALoad_waitsForItAfterwards_isNotTakenForItsLeader() throws Exception {
        CompletableFuture<@Nullable String> later = ask(here);
        source.last().completeOnTimeout("value", SEVERAL_LOOKS.toMillis(), TimeUnit.MILLISECONDS);

        assertThat(here.computeIfAbsent(KEY, key -> "another")).isEqualTo("value");
        assertThat(got(later)).isEqualTo("value");
    }

    @Test
    void withoutLease_loadsOncePerManager() throws Exception {
        LarderCache<String, String> one = open("local", Duration.ZERO);
        LarderCache<String, String> two = open("local", Duration.ZERO);
        List<CompletableFuture<@Nullable String>> values = List.of(ask(one), ask(one), ask(two), ask(two));
        assertThat(source.calls).hasSize(2);

        source.calls.forEach(call -> call.complete("value"));

        for (CompletableFuture<@Nullable String> value : values) {
            assertThat(got(value)).isEqualTo("value");
        }
    }

    @Test
    void options_given_areThoseOfTheEntry() throws Exception {
        CompletableFuture<@Nullable String> value =
                ask(here, LoadOptions.none().withTtl(Duration.ofMinutes(5)).withTags("red"));
        source.last().complete("value");

        assertThat(got(value)).isEqualTo("value");
        assertThat(there.tags(KEY)).containsExactly("red");
        assertThat(there.ttl(KEY).remaining().orElseThrow()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
    }

    // --- what comes between ----------------------------------------------------------------------------------------

    @Test
    void changeWhileTheValueIsOnItsWay_isNotOverwrittenAndTheOthersLookAgain() throws Exception {
        List<Consumer<LarderCache<String, String>>> changes =
                List.of(cache -> cache.put(KEY, "new"), cache -> cache.put(KEY, "new", EntryOptions.none()));
        for (Consumer<LarderCache<String, String>> change : changes) {
            CompletableFuture<@Nullable String> first = ask(here);
            CompletableFuture<@Nullable String> second = ask(here);
            change.accept(there);
            source.last().complete("old");

            assertThat(got(first)).as("whose loader ran").isEqualTo("old");
            assertThat(got(second)).isEqualTo("new");
            assertThat(here.get(KEY)).isEqualTo("new");
            here.remove(KEY);
        }
    }

    @Test
    void removalWhileTheValueIsOnItsWay_hasItLoadedAgainForTheOthers() throws Exception {
        CompletableFuture<@Nullable String> first = ask(here);
        CompletableFuture<@Nullable String> second = ask(here);
        there.remove(KEY);
        source.last().complete("old");
        assertThat(got(first)).isEqualTo("old");
        assertThat(there.containsKey(KEY)).isFalse();

        await().until(() -> source.calls.size() == 2);
        source.last().complete("new");

        assertThat(got(second)).isEqualTo("new");
        assertThat(source.callers.get(1)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void invalidationOfATagWhileTheValueIsOnItsWay_isNotOverwritten() throws Exception {
        CompletableFuture<@Nullable String> first = ask(here, LoadOptions.none().withTags("red"));
        there.invalidateTag("red");
        source.last().complete("old");

        assertThat(got(first)).isEqualTo("old");
        assertThat(there.containsKey(KEY)).isFalse();
    }

    @Test
    void stageOfACaller_cancelled_disturbsNobody() throws Exception {
        CompletableFuture<@Nullable String> leading = ask(here);
        CompletableFuture<@Nullable String> following = ask(here);
        CompletableFuture<@Nullable String> staying = ask(here);
        CompletableFuture<@Nullable String> elsewhere = ask(there);
        leading.cancel(true);
        following.cancel(true);
        source.last().complete("value");

        assertThat(got(staying)).isEqualTo("value");
        assertThat(got(elsewhere)).isEqualTo("value");
        assertThat(source.calls).hasSize(1);
    }

    // --- failures --------------------------------------------------------------------------------------------------

    @Test
    void loadersStage_fails_allWhoWaitedLearnItAndTheNextLoads() throws Exception {
        CompletableFuture<@Nullable String> leading = ask(here);
        CompletableFuture<@Nullable String> following = ask(here);
        CompletableFuture<@Nullable String> elsewhere = ask(there);
        source.last().completeExceptionally(new IOException("no database"));

        assertThat(failure(leading))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessageContaining("LRD-428")
                .hasCauseExactlyInstanceOf(IOException.class);
        assertThat(failure(following))
                .isInstanceOf(CacheLoaderException.class)
                .hasRootCauseExactlyInstanceOf(IOException.class);
        assertThat(failure(elsewhere))
                .isInstanceOf(CacheLoaderException.class)
                .hasMessageContaining("LRD-427")
                .hasMessageContaining("IOException");
        CompletableFuture<@Nullable String> next = ask(there);
        source.last().complete("value");
        assertThat(got(next)).isEqualTo("value");
    }

    @Test
    void loadersStage_cancelled_isAFailureForAll() throws Exception {
        CompletableFuture<@Nullable String> leading = ask(here);
        CompletableFuture<@Nullable String> following = ask(here);
        source.last().cancel(true);

        assertThat(failure(leading))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseInstanceOf(CancellationException.class);
        assertThat(failure(following)).hasRootCauseInstanceOf(CancellationException.class);
        assertThat(ask(here)).isNotDone();
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void loader_throws_failsTheStage() throws Exception {
        CompletableFuture<@Nullable String> value = here.computeIfAbsentAsync(
                        KEY,
                        key -> {
                            throw new IllegalStateException("broken");
                        },
                        LoadOptions.none())
                .toCompletableFuture();

        assertThat(failure(value))
                .isInstanceOf(CacheLoaderException.class)
                .hasCauseExactlyInstanceOf(IllegalStateException.class);
        assertThat(ask(here)).isNotDone();
        assertThat(source.calls).hasSize(1);
    }

    @Test
    void loader_asksForItsOwnKey_isRefused() throws Exception {
        CompletableFuture<@Nullable String> value = here.computeIfAbsentAsync(KEY, key -> ask(here), LoadOptions.none())
                .toCompletableFuture();

        assertThat(failure(value))
                .isInstanceOf(CacheException.class)
                .rootCause()
                .hasMessageContaining("LRD-425");
    }

    @Test
    void close_whileOthersWait_letsThemGoAndTheValueComesAllTheSame() throws Exception {
        CompletableFuture<@Nullable String> leading = ask(here);
        CompletableFuture<@Nullable String> following = ask(here);
        CompletableFuture<@Nullable String> elsewhere = ask(there);
        here.close();

        assertThat(failure(following)).isInstanceOf(IllegalStateException.class).hasMessageContaining("LRD-411");
        source.last().complete("value");
        assertThat(got(leading)).isEqualTo("value");

        await().until(() -> source.calls.size() == 2);
        source.last().complete("another");
        assertThat(got(elsewhere)).isEqualTo("another");
    }

    @Test
    void closedCache_isRefusedAtOnce() {
        here.close();

        assertThatThrownBy(() -> ask(here)).isInstanceOf(IllegalStateException.class);
    }
}
