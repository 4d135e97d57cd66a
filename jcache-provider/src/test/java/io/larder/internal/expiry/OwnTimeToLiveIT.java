package io.larder.internal.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import io.larder.EntryOptions;
import io.larder.EntryTtl;
import io.larder.LarderCache;
import io.larder.fixture.EventRecorder;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OneByOneWriter;
import io.larder.fixture.Topology;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.EventType;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Times to live of an entry's own: given with a put, looked at, and changed. */
@ParameterizedClass
@EnumSource(Topology.class)
class OwnTimeToLiveIT {

    private static final java.time.Duration HOUR = java.time.Duration.ofHours(1);

    @RegisterExtension
    final LarderCaches larder;

    OwnTimeToLiveIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one
    private LarderCache<String, String> cache(MutableConfiguration<String, String> configuration) {
        return (LarderCache<String, String>) larder.cache(configuration).unwrap(LarderCache.class);
    }

    private LarderCache<String, String> cache() {
        return cache(new MutableConfiguration<>());
    }

    private static EntryOptions lasting(java.time.Duration ttl) {
        return EntryOptions.none().withTtl(ttl);
    }

    private static void isAbout(EntryTtl ttl, java.time.Duration expected) {
        assertThat(ttl.isPresent()).isTrue();
        assertThat(ttl.isEternal()).isFalse();
        assertThat(ttl.remaining())
                .hasValueSatisfying(remaining -> assertThat(remaining).isBetween(expected.minusSeconds(30), expected));
    }

    private static void untilGone(Cache<String, String> cache, String key) {
        await().atMost(10, TimeUnit.SECONDS).until(() -> !cache.containsKey(key));
    }

    @Test
    void putWithTtl_itsTimeOver_isGoneAndOthersStay() {
        LarderCache<String, String> cache = cache();
        cache.put("other", "stays");
        cache.put("created", "1", lasting(java.time.Duration.ofMillis(1500)));
        cache.put("updated", "1");
        cache.put("updated", "2", lasting(java.time.Duration.ofMillis(1500)));

        assertThat(cache.get("created")).isEqualTo("1");
        assertThat(cache.get("updated")).isEqualTo("2");
        untilGone(cache, "created");
        untilGone(cache, "updated");
        assertThat(cache.get("other")).isEqualTo("stays");
    }

    @Test
    void putWithTtl_policyOfTheSpec_countsForOthersOnly() {
        LarderCache<String, String> cache = cache(new MutableConfiguration<String, String>()
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10))));
        cache.put("own", "1", lasting(HOUR));
        cache.put("none", "1", EntryOptions.none());
        isAbout(cache.ttl("own"), HOUR);
        isAbout(cache.ttl("none"), java.time.Duration.ofMinutes(10));

        cache.put("own", "2");
        isAbout(cache.ttl("own"), HOUR); // this policy leaves updates as they are
    }

    @Test
    void putWithTtl_policyOfTheApplication_isNotAskedUntilTheNextUpdate() {
        CountingPolicy policy = new CountingPolicy();
        LarderCache<String, String> cache = cache(
                new MutableConfiguration<String, String>().setExpiryPolicyFactory(new SingletonFactory<>(policy)));

        cache.put("a", "1", lasting(HOUR));
        cache.put("a", "2", lasting(HOUR.multipliedBy(2)));

        assertThat(policy.asked).hasValue(0);
        isAbout(cache.ttl("a"), HOUR.multipliedBy(2));
        cache.put("a", "3");
        assertThat(policy.asked).hasValue(1);
        isAbout(cache.ttl("a"), java.time.Duration.ofMinutes(5));
    }

    @Test
    void putWithTtl_writer_isCalledAndTheTtlHolds() {
        Rows rows = new Rows();
        LarderCache<String, String> cache = cache(new MutableConfiguration<String, String>()
                .setWriteThrough(true)
                .setCacheWriterFactory(new SingletonFactory<>(rows)));

        cache.put("a", "1", lasting(HOUR));

        assertThat(rows.rows).containsEntry("a", "1");
        isAbout(cache.ttl("a"), HOUR);
    }

    @Test
    void putWithTtl_forEver_isAsLongAsItGoes() {
        LarderCache<String, String> cache = cache();
        cache.put("a", "1", lasting(ChronoUnit.FOREVER.getDuration()));
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.expire("a", ChronoUnit.FOREVER.getDuration())).isTrue();
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    void ttl_absentEternalAndLasting_tellsThemApart() {
        LarderCache<String, String> cache = cache();
        cache.put("eternal", "1");
        cache.put("lasting", "1", lasting(HOUR));

        assertThat(cache.ttl("absent")).isEqualTo(EntryTtl.absent()).hasToString("absent");
        assertThat(cache.ttl("eternal")).isEqualTo(EntryTtl.eternal()).hasToString("eternal");
        isAbout(cache.ttl("lasting"), HOUR);
        cache.clear();
        assertThat(cache.ttl("lasting").isPresent()).isFalse();
    }

    @Test
    void ttlAndExpire_ofPolicyAndStatistics_areNoAccess() {
        CountingPolicy policy = new CountingPolicy();
        LarderCache<String, String> cache = cache(new MutableConfiguration<String, String>()
                .setStatisticsEnabled(true)
                .setExpiryPolicyFactory(new SingletonFactory<>(policy)));
        cache.put("a", "1");
        int asked = policy.asked.get();

        cache.ttl("a");
        cache.expire("a", HOUR);
        cache.persist("a");

        assertThat(policy.asked).hasValue(asked);
    }

    @Test
    void expire_presentEntry_livesSoLongFromNow() {
        LarderCache<String, String> cache = cache();
        cache.put("a", "1");
        assertThat(cache.expire("a", HOUR)).isTrue();
        isAbout(cache.ttl("a"), HOUR);
        assertThat(cache.expire("a", java.time.Duration.ofMillis(200))).isTrue();
        untilGone(cache, "a");
        assertThat(cache.expire("a", HOUR)).isFalse();
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void persist_lastingEntry_staysForEver() {
        LarderCache<String, String> cache = cache();
        cache.put("a", "1", lasting(HOUR));
        assertThat(cache.persist("a")).isTrue();
        assertThat(cache.ttl("a").isEternal()).isTrue();
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.persist("b")).isFalse();
    }

    @Test
    void expire_expiredListener_isToldOnceWithTheValue() {
        EventRecorder<String, String> recorder = new EventRecorder<>();
        LarderCache<String, String> cache = cache(
                new MutableConfiguration<String, String>().addCacheEntryListenerConfiguration(recorder.asynchronous()));
        cache.put("a", "1");
        cache.put("b", "1", lasting(java.time.Duration.ofMillis(1500)));
        assertThat(cache.persist("b")).isTrue();

        cache.expire("a", java.time.Duration.ofMillis(1500));

        await().atMost(15, TimeUnit.SECONDS)
                .until(() -> !recorder.told(EventType.EXPIRED).isEmpty());
        assertThat(recorder.told(EventType.EXPIRED)).singleElement().satisfies(told -> {
            assertThat(told.key()).isEqualTo("a");
            assertThat(told.oldValue()).isEqualTo("1");
        });
        assertThat(cache.get("b")).isEqualTo("1");
    }

    @Test
    void expire_whatIsNoTtl_isRefused() {
        LarderCache<String, String> cache = cache();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cache.expire("a", java.time.Duration.ZERO))
                .withMessageContaining("LRD-413");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EntryOptions.none().withTtl(java.time.Duration.ofNanos(999_999)))
                .withMessageContaining("LRD-413");
        assertThatNullPointerException().isThrownBy(() -> cache.expire("a", nothing()));
        assertThatNullPointerException().isThrownBy(() -> cache.ttl(nothing()));
        assertThatNullPointerException().isThrownBy(() -> cache.put("a", "1", nothing()));
        cache.close();
        assertThatIllegalStateException().isThrownBy(() -> cache.ttl("a"));
        assertThatIllegalStateException().isThrownBy(() -> cache.expire("a", HOUR));
        assertThatIllegalStateException().isThrownBy(() -> cache.persist("a"));
    }

    /** A null where none may be. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    /** Counts the questions. */
    private static final class CountingPolicy implements ExpiryPolicy {

        private final AtomicInteger asked = new AtomicInteger();

        private Duration answer() {
            asked.incrementAndGet();
            return new Duration(TimeUnit.MINUTES, 5);
        }

        @Override
        public Duration getExpiryForCreation() {
            return answer();
        }

        @Override
        public @Nullable Duration getExpiryForAccess() {
            asked.incrementAndGet();
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return answer();
        }
    }

    /** What a writer writes to. */
    private static final class Rows implements OneByOneWriter<String, String> {

        private final Map<String, String> rows = new ConcurrentHashMap<>();

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            rows.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void delete(Object key) {
            rows.remove(key);
        }
    }
}
