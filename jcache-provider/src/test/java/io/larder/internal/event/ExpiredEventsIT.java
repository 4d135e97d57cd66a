package io.larder.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.fixture.EventRecorder;
import io.larder.fixture.EventRecorder.Told;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Expirations are told once each, with the value, soon, and only those. */
@ParameterizedClass
@EnumSource(Topology.class)
class ExpiredEventsIT {

    private static final long TTL_MILLIS = 300;

    /** From the expiry on: the sweep comes once a second, and a loaded machine adds to it. */
    private static final Duration SOON = Duration.ofMillis(2_500 + TTL_MILLIS);

    @RegisterExtension
    final LarderCaches larder;

    private final EventRecorder<String, String> recorder = new EventRecorder<>();
    private final EventRecorder<String, String> other = new EventRecorder<>();

    ExpiredEventsIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    private static javax.cache.expiry.Duration ttl(long millis) {
        return new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, millis);
    }

    private Cache<String, String> cache(ExpiryPolicy policy) {
        return larder.cache(new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(() -> policy)
                .addCacheEntryListenerConfiguration(recorder.synchronous()));
    }

    private static Told<String, String> expired(String key, String value) {
        return new Told<>(EventType.EXPIRED, key, value, value);
    }

    @Test
    void expiry_ofManyEntriesInTwoManagers_isToldOnceToEach() {
        var configuration = new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(ttl(TTL_MILLIS)));
        Cache<String, String> mine = larder.anotherManager()
                .createCache(
                        "shared",
                        new MutableConfiguration<>(configuration)
                                .addCacheEntryListenerConfiguration(recorder.synchronous()));
        larder.anotherManager()
                .createCache(
                        "shared",
                        new MutableConfiguration<>(configuration)
                                .addCacheEntryListenerConfiguration(other.asynchronous()));
        List<String> keys = IntStream.range(0, 50).mapToObj(i -> "key" + i).toList();

        keys.forEach(key -> mine.put(key, "value of " + key));

        List<Told<String, String>> all =
                keys.stream().map(key -> expired(key, "value of " + key)).toList();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(recorder.told(EventType.EXPIRED)).containsExactlyInAnyOrderElementsOf(all));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(other.told(EventType.EXPIRED)).containsExactlyInAnyOrderElementsOf(all));
        staysAs(() -> assertThat(recorder.told(EventType.EXPIRED)).hasSize(keys.size()));
        assertThat(other.told(EventType.EXPIRED)).hasSize(keys.size());
    }

    @Test
    void put_overAnExpiredEntry_tellsExpiredThenCreated() {
        Cache<String, String> cache = cache(new CreatedExpiryPolicy(ttl(TTL_MILLIS)));
        cache.put("key", "old");
        await().until(() -> !cache.containsKey("key"));

        cache.put("key", "new");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(recorder.told())
                        .startsWith(
                                new Told<>(EventType.CREATED, "key", "old", null),
                                expired("key", "old"),
                                new Told<>(EventType.CREATED, "key", "new", null)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(recorder.told(EventType.EXPIRED))
                        .containsExactly(expired("key", "old"), expired("key", "new")));
    }

    @Test
    void removedReplacedOrProlonged_afterTheirFirstTime_tellNoExpiry() {
        Cache<String, String> cache = cache(new LongerAfterUpdate());
        List.of("removed", "prolonged", "replaced", "expiring").forEach(key -> cache.put(key, "value"));

        cache.remove("removed");
        cache.put("prolonged", "longer");
        cache.replace("replaced", "value", "longer");

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(recorder.told(EventType.EXPIRED)).containsExactly(expired("expiring", "value")));
        staysAs(() -> assertThat(recorder.told(EventType.EXPIRED)).hasSize(1));
    }

    @Test
    void cleared_afterTheirTime_tellNoExpiry() {
        Cache<String, String> cache = cache(new CreatedExpiryPolicy(ttl(TTL_MILLIS)));
        cache.put("key", "value");

        cache.clear();

        staysAs(() -> assertThat(recorder.told(EventType.EXPIRED)).isEmpty());
    }

    @Test
    void access_prolongs_expiryIsToldAfterTheLast() {
        Cache<String, String> cache = cache(new AccessedExpiryPolicy(ttl(1_500)));
        cache.put("key", "value");
        await().pollDelay(Duration.ofMillis(900)).until(() -> cache.get("key") != null);
        long touched = System.nanoTime();

        await().atMost(Duration.ofSeconds(6))
                .untilAsserted(
                        () -> assertThat(recorder.told(EventType.EXPIRED)).containsExactly(expired("key", "value")));

        assertThat(Duration.ofNanos(System.nanoTime() - touched)).isGreaterThan(Duration.ofMillis(1_400));
    }

    @Test
    void read_zeroAccessExpiry_tellsExpired() {
        Cache<String, String> cache = cache(new GoneOnAccess());
        cache.put("key", "value");

        assertThat(cache.get("key")).isEqualTo("value");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(recorder.told(EventType.EXPIRED)).containsExactly(expired("key", "value")));
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void shorterTtlByUpdate_isToldWithTheLastValue() {
        Cache<String, String> cache = cache(new ModifiedExpiryPolicy(ttl(TTL_MILLIS)));
        cache.put("key", "1");
        cache.put("key", "2");

        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(recorder.told(EventType.EXPIRED)).containsExactly(expired("key", "2")));
        staysAs(() -> assertThat(recorder.told(EventType.EXPIRED)).hasSize(1));
    }

    /** Holds for longer than a sweep takes to come round. */
    private static void staysAs(org.awaitility.core.ThrowingRunnable assertion) {
        await().during(Duration.ofMillis(2_200)).atMost(Duration.ofSeconds(6)).untilAsserted(assertion);
    }

    private static final class GoneOnAccess implements ExpiryPolicy {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ETERNAL;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return javax.cache.expiry.Duration.ZERO;
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return null;
        }
    }

    private static final class LongerAfterUpdate implements ExpiryPolicy {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return ttl(TTL_MILLIS);
        }

        @Override
        @SuppressWarnings("NullAway") // the spec's null: no change
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return javax.cache.expiry.Duration.ONE_HOUR;
        }
    }
}
