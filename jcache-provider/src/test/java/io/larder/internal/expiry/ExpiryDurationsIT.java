package io.larder.internal.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import io.larder.testing.RedisError;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Expiry as time passes, and as Redis sees it. */
@ParameterizedClass
@EnumSource(Topology.class)
class ExpiryDurationsIT {

    private static final long NO_EXPIRY = -1;
    private static final long NO_KEY = -2;

    @RegisterExtension
    final LarderCaches larder;

    ExpiryDurationsIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private static javax.cache.expiry.Duration millis(long amount) {
        return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, amount);
    }

    private Cache<String, String> cache(ExpiryPolicy policy) {
        return larder.cache(new MutableConfiguration<String, String>().setExpiryPolicyFactory(() -> policy));
    }

    /** A policy whose answers a test chooses. */
    private static final class Chosen implements ExpiryPolicy {

        private Supplier<javax.cache.expiry.@Nullable Duration> creation = () -> javax.cache.expiry.Duration.ETERNAL;
        private Supplier<javax.cache.expiry.@Nullable Duration> update = () -> null;
        private Supplier<javax.cache.expiry.@Nullable Duration> access = () -> null;

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return creation.get();
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return update.get();
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return access.get();
        }
    }

    /** What Redis says of the only entry under this text. */
    private long pttl(String keyText) {
        List<String> names = larder.deployment().keys().stream()
                .filter(name -> name.endsWith(":e:" + keyText))
                .toList();
        if (names.isEmpty()) {
            return NO_KEY;
        }
        assertThat(names).hasSize(1);
        for (var node : larder.deployment().nodes()) {
            try {
                return (Long) Objects.requireNonNull(node.command("PTTL", names.get(0)));
            } catch (RedisError e) {
                assertThat(e).hasMessageStartingWith("MOVED");
            }
        }
        throw new AssertionError("no node has " + names);
    }

    private void assertPttl(long millis) {
        assertThat(pttl("s:key")).isCloseTo(millis, within(5_000L));
    }

    @Test
    void eternal_everything_hasNoTtl() {
        Cache<String, String> cache = cache(new EternalExpiryPolicy());

        cache.put("key", "1");
        cache.put("key", "2");
        cache.get("key");

        assertThat(pttl("s:key")).isEqualTo(NO_EXPIRY);
    }

    @Test
    void created_updateAndAccess_keepTheTime() {
        Cache<String, String> cache = cache(new CreatedExpiryPolicy(millis(700)));
        long start = System.nanoTime();
        cache.put("key", "1");

        while (cache.containsKey("key")) {
            cache.replace("key", "2");
            cache.get("key");
        }

        assertThat(millisSince(start)).isBetween(690L, 3_000L);
    }

    @Test
    void modified_update_beginsTheTimeAnewAndAccessDoesNot() {
        Cache<String, String> cache = cache(new ModifiedExpiryPolicy(millis(900)));
        cache.put("key", "1");
        pass(600);
        cache.put("key", "2");
        long updated = System.nanoTime();

        while (cache.get("key") != null) {
            assertThat(cache.containsKey("key") || millisSince(updated) > 850).isTrue();
        }

        assertThat(millisSince(updated)).isBetween(890L, 3_000L);
    }

    @Test
    void accessed_access_beginsTheTimeAnewAndUpdateDoesNot() {
        Cache<String, String> cache = cache(new AccessedExpiryPolicy(millis(900)));
        cache.put("key", "1");
        pass(600);
        assertThat(cache.get("key")).isEqualTo("1");
        long accessed = System.nanoTime();

        while (cache.containsKey("key")) {
            cache.replace("key", "2");
        }

        assertThat(millisSince(accessed)).isBetween(890L, 3_000L);
    }

    @Test
    void touched_updateAndAccess_beginTheTimeAnew() {
        Cache<String, String> cache = cache(new TouchedExpiryPolicy(millis(900)));
        cache.put("key", "1");
        pass(600);
        cache.put("key", "2");
        pass(600);
        assertThat(cache.get("key")).isEqualTo("2");
        long touched = System.nanoTime();

        await().until(() -> !cache.containsKey("key"));

        assertThat(millisSince(touched)).isBetween(890L, 3_000L);
    }

    @Test
    void getAllIteratorAndInvoke_ofTouched_beginTheTimeAnew() {
        Cache<String, String> cache = cache(new TouchedExpiryPolicy(millis(3_600_000)));
        cache.put("key", "1");

        Map<String, Runnable> accesses = new TreeMap<>(Map.of(
                "getAll", () -> cache.getAll(Set.of("key")),
                "iterator", () -> cache.forEach(entry -> {}),
                "invoke", () -> cache.<@Nullable String>invoke("key", (entry, arguments) -> entry.getValue()),
                "remove another", () -> cache.remove("key", "other"),
                "replace another", () -> cache.replace("key", "other", "new"),
                "get", () -> cache.get("key")));

        accesses.forEach((name, access) -> {
            shorten();
            access.run();
            assertThat(pttl("s:key")).as(name).isCloseTo(3_600_000, within(5_000L));
        });
    }

    /** As if most of the time were over. */
    private void shorten() {
        String name = larder.deployment().keys().stream()
                .filter(key -> key.endsWith(":e:s:key"))
                .findFirst()
                .orElseThrow();
        for (var node : larder.deployment().nodes()) {
            try {
                assertThat(node.command("PEXPIRE", name, "60000")).isEqualTo(1L);
                return;
            } catch (RedisError e) {
                assertThat(e).hasMessageStartingWith("MOVED");
            }
        }
    }

    @Test
    void custom_nullAnswers_changeNothing() {
        Chosen policy = new Chosen();
        policy.creation = () -> millis(60_000);
        Cache<String, String> cache = cache(policy);

        cache.put("key", "1");
        assertPttl(60_000);
        cache.put("key", "2");
        cache.get("key");
        cache.invoke("key", (entry, arguments) -> {
            entry.setValue("3");
            return null;
        });

        assertPttl(60_000);
        assertThat(cache.get("key")).isEqualTo("3");
    }

    @Test
    void custom_nullOnCreation_isEternal() {
        Chosen policy = new Chosen();
        policy.creation = () -> null;

        cache(policy).put("key", "1");

        assertThat(pttl("s:key")).isEqualTo(NO_EXPIRY);
    }

    @Test
    void custom_eternalOnUpdate_takesTheTtlAway() {
        Chosen policy = new Chosen();
        policy.creation = () -> millis(60_000);
        policy.update = () -> javax.cache.expiry.Duration.ETERNAL;
        Cache<String, String> cache = cache(policy);

        cache.put("key", "1");
        cache.put("key", "2");

        assertThat(pttl("s:key")).isEqualTo(NO_EXPIRY);
    }

    @Test
    void custom_throws_entryIsEternalAndThenUnchanged() {
        Chosen policy = new Chosen();
        policy.creation = ExpiryDurationsIT::fail;
        policy.update = ExpiryDurationsIT::fail;
        policy.access = ExpiryDurationsIT::fail;
        Cache<String, String> cache = cache(policy);

        cache.put("key", "1");
        assertThat(pttl("s:key")).isEqualTo(NO_EXPIRY);
        policy.update = () -> millis(60_000);
        cache.put("key", "2");
        policy.update = ExpiryDurationsIT::fail;
        cache.put("key", "3");
        assertThat(cache.get("key")).isEqualTo("3");

        assertPttl(60_000);
    }

    private static javax.cache.expiry.Duration fail() {
        throw new IllegalStateException("the policy fails");
    }

    @Test
    void zeroOnCreation_addsNothing() {
        Chosen policy = new Chosen();
        policy.creation = () -> javax.cache.expiry.Duration.ZERO;
        Cache<String, String> cache = cache(policy);

        cache.put("key", "1");
        assertThat(cache.putIfAbsent("key", "1")).isFalse();
        assertThat(cache.getAndPut("key", "1")).isNull();

        assertThat(cache.containsKey("key")).isFalse();
        assertThat(pttl("s:key")).isEqualTo(NO_KEY);
    }

    @Test
    void zeroOnUpdate_entryIsUpdatedAndGone() {
        Chosen policy = new Chosen();
        policy.update = () -> javax.cache.expiry.Duration.ZERO;
        Cache<String, String> cache = cache(policy);
        cache.put("key", "1");

        assertThat(cache.getAndReplace("key", "2")).isEqualTo("1");

        assertThat(cache.get("key")).isNull();
        assertThat(pttl("s:key")).isEqualTo(NO_KEY);
    }

    @Test
    void zeroOnAccess_valueIsReturnedAndGone() {
        Chosen policy = new Chosen();
        policy.access = () -> javax.cache.expiry.Duration.ZERO;
        Cache<String, String> cache = cache(policy);
        cache.put("key", "1");

        assertThat(cache.containsKey("key")).isTrue();
        assertThat(cache.get("key")).isEqualTo("1");

        assertThat(cache.get("key")).isNull();
        assertThat(pttl("s:key")).isEqualTo(NO_KEY);
    }

    @Test
    void zero_ofTheSpecsOwnPolicy_valueIsReturnedAndGone() {
        Cache<String, String> cache = cache(new CreatedExpiryPolicy(javax.cache.expiry.Duration.ZERO));

        cache.put("key", "1");

        assertThat(cache.get("key")).isNull();
        assertThat(larder.deployment().keys()).noneMatch(name -> name.contains(":e:"));
    }

    @Test
    void subMillisecond_isOverAtOnceAndLongest_isEternal() {
        Chosen policy = new Chosen();
        policy.creation = () -> new javax.cache.expiry.Duration(TimeUnit.DAYS, Long.MAX_VALUE);
        Cache<String, String> cache = cache(policy);

        cache.put("key", "1");

        assertThat(pttl("s:key")).isEqualTo(NO_EXPIRY);
        assertThat(cache.get("key")).isEqualTo("1");
    }

    @Test
    void twoThousandEntriesOfOneSecond_clientIsGone_noneIsLeftAfterTwo() {
        CacheManager manager = larder.anotherManager();
        Cache<Integer, String> cache = manager.createCache(
                "expiring",
                new MutableConfiguration<Integer, String>()
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(millis(1_000))));
        Map<Integer, String> entries = new HashMap<>();
        IntStream.range(0, 2_000).forEach(i -> entries.put(i, "value" + i));

        cache.putAll(entries);
        long written = System.nanoTime();
        assertThat(entryKeys()).isGreaterThan(1_000);
        manager.close();

        await().atMost(Duration.ofMillis(Math.max(1, 2_000 - millisSince(written))))
                .untilAsserted(() -> assertThat(entryKeys()).isZero());
    }

    private long entryKeys() {
        String prefix = larder.keyPrefix() + ":{";
        return larder.deployment().keys().stream()
                .filter(name -> name.startsWith(prefix) && name.contains("}:e:"))
                .count();
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    /** Time is what these tests are about. */
    private static void pass(long millis) {
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5)).until(() -> millisSince(start) >= millis);
    }
}
