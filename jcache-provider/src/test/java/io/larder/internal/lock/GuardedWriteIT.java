package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.EntryOptions;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.StaleFenceException;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.Topology;
import io.larder.testing.RedisNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a holder writes that has lost its lock. */
@ParameterizedClass
@EnumSource(Topology.class)
class GuardedWriteIT {

    @RegisterExtension
    final LarderCaches larder;

    GuardedWriteIT(Topology topology) {
        larder = new LarderCaches(topology);
    }

    @SuppressWarnings("unchecked")
    private LarderCache<String, String> cache() {
        return (LarderCache<String, String>)
                larder.<String, String>cache(new MutableConfiguration<>()).unwrap(LarderCache.class);
    }

    private static EntryOptions fence(long token) {
        return EntryOptions.none().withFence(token);
    }

    private List<String> fences() {
        return larder.deployment().keys().stream()
                .filter(key -> key.contains("}:f:"))
                .toList();
    }

    @Test
    void put_leaseWasOverAndAnotherHolderWrote_isRefused() throws Exception {
        LarderCache<String, String> cache = cache();
        LarderLocks locks = larder.manager().unwrap(LarderLocks.class);
        LarderLock lock = locks.lock(cache, "stock");
        assertThat(lock.tryLock(Duration.ZERO, Duration.ofSeconds(1))).isTrue();
        long old = lock.fencingToken();
        Thread next = new Thread(() -> {
            try (LarderLock.Hold hold = locks.lock(cache, "stock").hold()) {
                cache.put("stock", "new", fence(hold.fencingToken()));
            }
        });
        next.start();
        next.join(20_000);

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> cache.put("stock", "old", fence(old)))
                .withMessageStartingWith("LRD-510");

        assertThat(cache.get("stock")).isEqualTo("new");
    }

    @Test
    void put_guarded_remembersTheTokenForADayAndOthersPayNothing() {
        LarderCache<String, String> cache = cache();
        cache.put("plain", "1");
        assertThat(fences()).isEmpty();
        cache.put("guarded", "1", fence(7).withTtl(Duration.ofSeconds(5)));

        assertThat(fences()).hasSize(1);
        assertThat(millisLeft(fences().get(0))).isBetween(86_300_000L, 86_400_000L);

        larder.deployment().resetCommandCounts();
        cache.put("plain", "2");
        assertThat(larder.deployment().commandCounts()).containsEntry("set", 1L).doesNotContainKey("get");
        larder.manager().destroyCache(cache.getName());
        assertThat(fences()).isEmpty();
    }

    private long millisLeft(String key) {
        for (RedisNode node : larder.deployment().nodes()) {
            try {
                long left = (Long) Objects.requireNonNull(node.command("PTTL", key));
                if (left >= 0) {
                    return left;
                }
            } catch (RuntimeException e) {
                assertThat(e).hasMessageContaining("MOVED");
            }
        }
        return -1;
    }

    @Test
    void put_policyOfTheApplication_isRefusedAsWell() {
        Cache<String, String> cache =
                larder.cache(new MutableConfiguration<String, String>().setExpiryPolicyFactory(() -> new OwnPolicy()));
        LarderCache<?, ?> own = cache.unwrap(LarderCache.class);
        @SuppressWarnings("unchecked")
        LarderCache<String, String> larderCache = (LarderCache<String, String>) own;
        larderCache.put("a", "1", fence(2));
        assertThatThrownBy(() -> larderCache.put("a", "2", fence(1))).isInstanceOf(StaleFenceException.class);
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    void put_withAWriter_isRefusedBeforeTheWriterIsCalled() {
        CountingWriter writer = new CountingWriter();
        Cache<String, String> cache =
                larder.cache(LarderCacheConfiguration.builder(new MutableConfiguration<String, String>()
                                .setWriteThrough(true)
                                .setCacheWriterFactory(() -> writer))
                        .build());
        @SuppressWarnings("unchecked")
        LarderCache<String, String> larderCache = (LarderCache<String, String>) cache.unwrap(LarderCache.class);
        assertThatThrownBy(() -> larderCache.put("a", "1", fence(1)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("LRD-512");
        assertThat(writer.calls).isZero();
    }

    @Test
    void withFence_thatIsNone_isRefused() {
        assertThatThrownBy(() -> fence(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("LRD-511");
        assertThat(fence(1))
                .isEqualTo(fence(1))
                .isNotEqualTo(fence(2))
                .hasToString("EntryOptions[ttl=the cache's, fence=1]");
        assertThat(fence(3).withTtl(Duration.ofSeconds(1)).fence()).hasValue(3);
        assertThat(EntryOptions.none()
                        .withTtl(Duration.ofSeconds(1))
                        .withFence(3)
                        .ttl())
                .contains(Duration.ofSeconds(1));
    }

    private static final class OwnPolicy implements ExpiryPolicy {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ONE_HOUR;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.@Nullable Duration getExpiryForUpdate() {
            return null;
        }
    }

    private static final class CountingWriter implements CacheWriter<String, String> {

        private int calls;

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            calls++;
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            calls++;
        }

        @Override
        public void delete(Object key) {
            calls++;
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            calls++;
        }
    }
}
