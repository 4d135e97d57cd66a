package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.EntryOptions;
import io.larder.LarderAsyncCache;
import io.larder.LarderCache;
import io.larder.LarderCacheConfiguration;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.StaleFenceException;
import io.larder.fixture.LarderCaches;
import io.larder.fixture.OwnPolicy;
import io.larder.fixture.Topology;
import io.larder.testing.RedisNode;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CacheWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a holder writes and removes that has lost its lock. */
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

    @Test
    void remove_leaseWasOverAndAnotherHolderWrote_isRefused() {
        LarderCache<String, String> cache = cache();
        cache.put("stock", "new", fence(8));

        assertThatExceptionOfType(StaleFenceException.class)
                .isThrownBy(() -> cache.remove("stock", fence(7)))
                .withMessageStartingWith("LRD-510: A guarded removal with the fencing token 7 was refused");

        assertThat(cache.get("stock")).isEqualTo("new");
        assertThat(cache.remove("stock", fence(8))).isTrue();
        assertThat(cache.containsKey("stock")).isFalse();
    }

    @Test
    void put_anotherHolderRemovedOrFoundNothingToRemove_bringsNothingBack() {
        LarderCache<String, String> cache = cache();
        for (String key : List.of("removed", "absent")) {
            if (key.equals("removed")) {
                cache.put(key, "old", fence(7));
            }
            assertThat(cache.remove(key, fence(8))).isEqualTo(key.equals("removed"));
            assertThatThrownBy(() -> cache.put(key, "old", fence(7))).isInstanceOf(StaleFenceException.class);
            assertThat(cache.containsKey(key)).as(key).isFalse();
            cache.put(key, "new", fence(9));
            assertThat(cache.get(key)).isEqualTo("new");
        }
    }

    @Test
    void replace_guarded_isRefusedIfStaleElseAsWithout() {
        for (boolean own : new boolean[] {false, true}) {
            LarderCache<String, String> cache = own ? withAPolicyOfItsOwn() : cache();
            assertThat(cache.replace("a", "1", fence(5))).isFalse();
            assertThat(cache.replace("a", "0", "1", fence(5))).isFalse();
            assertThat(fences()).as("nothing was written").isEmpty();
            cache.put("a", "1", fence(5));

            assertThat(cache.replace("a", "2", fence(6))).isTrue();
            assertThatThrownBy(() -> cache.replace("a", "3", fence(5))).isInstanceOf(StaleFenceException.class);
            assertThat(cache.replace("a", "2", "4", fence(7).withTags("t"))).isTrue();
            assertThatThrownBy(() -> cache.replace("a", "4", "5", fence(6))).isInstanceOf(StaleFenceException.class);
            assertThat(cache.replace("a", "other", "5", fence(6))).isFalse();

            assertThat(cache.get("a")).isEqualTo("4");
            assertThat(cache.tags("a")).containsExactly("t");
            larder.manager().destroyCache(cache.getName());
        }
    }

    @Test
    void async_guarded_failsWithTheSameException() {
        for (boolean own : new boolean[] {false, true}) {
            LarderCache<String, String> cache = own ? withAPolicyOfItsOwn() : cache();
            LarderAsyncCache<String, String> async = cache.async();
            async.put("a", "1", fence(7)).toCompletableFuture().join();
            for (CompletionStage<?> stage : List.of(
                    async.put("a", "2", fence(6)),
                    async.replace("a", "2", fence(6)),
                    async.replace("a", "1", "2", fence(6)),
                    async.remove("a", fence(6)))) {
                assertThatThrownBy(() -> stage.toCompletableFuture().join())
                        .hasCauseInstanceOf(StaleFenceException.class);
            }
            assertThat(cache.get("a")).isEqualTo("1");
            assertThat(async.replace("a", "1", "2", fence(7))
                            .toCompletableFuture()
                            .join())
                    .isTrue();
            assertThat(async.replace("a", "3", fence(7)).toCompletableFuture().join())
                    .isTrue();
            assertThat(async.remove("a", fence(7)).toCompletableFuture().join()).isTrue();
            assertThat(async.remove("a", EntryOptions.none())
                            .toCompletableFuture()
                            .join())
                    .isFalse();
        }
    }

    @Test
    void remove_guarded_isOneScriptAndWithoutTokenAsAlways() {
        LarderCache<String, String> cache = cache();
        cache.put("a", "1");
        cache.remove("first", fence(1)); // the server knows the script
        larder.deployment().resetCommandCounts();
        assertThat(cache.remove("a", fence(2))).isTrue();
        assertThat(larder.deployment().commandCounts())
                .containsEntry("evalsha", 1L)
                .containsEntry("unlink", 1L)
                .containsEntry("set", 1L);
        assertThat(millisLeft(fences().get(0))).isBetween(86_300_000L, 86_400_000L);

        cache.put("a", "1");
        larder.deployment().resetCommandCounts();
        assertThat(cache.remove("a", EntryOptions.none())).isTrue();
        assertThat(larder.deployment().commandCounts())
                .containsEntry("evalsha", 1L)
                .doesNotContainKeys("set", "get");
    }

    @Test
    void remove_optionsOfAnEntry_isRefused() {
        LarderCache<String, String> cache = cache();
        cache.put("a", "1");
        for (EntryOptions options : List.of(
                fence(1).withTtl(Duration.ofSeconds(1)),
                fence(1).withTags("t"),
                EntryOptions.none().withTagger((key, value) -> Set.of()))) {
            assertThatThrownBy(() -> cache.remove("a", options))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("LRD-513");
            assertThatThrownBy(() -> cache.async()
                            .remove("a", options)
                            .toCompletableFuture()
                            .join())
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @SuppressWarnings("unchecked")
    private LarderCache<String, String> withAPolicyOfItsOwn() {
        return (LarderCache<String, String>) larder.<String, String>cache(
                        new MutableConfiguration<String, String>().setExpiryPolicyFactory(() -> new OwnPolicy()))
                .unwrap(LarderCache.class);
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
        LarderCache<String, String> cache = withAPolicyOfItsOwn();
        cache.put("a", "1", fence(2));
        assertThatThrownBy(() -> cache.put("a", "2", fence(1))).isInstanceOf(StaleFenceException.class);
        assertThat(cache.get("a")).isEqualTo("1");
    }

    @Test
    void changes_withAWriter_areRefusedBeforeTheWriterIsCalled() {
        CountingWriter writer = new CountingWriter();
        Cache<String, String> cache =
                larder.cache(LarderCacheConfiguration.builder(new MutableConfiguration<String, String>()
                                .setWriteThrough(true)
                                .setCacheWriterFactory(() -> writer))
                        .build());
        @SuppressWarnings("unchecked")
        LarderCache<String, String> larderCache = (LarderCache<String, String>) cache.unwrap(LarderCache.class);
        for (ThrowingCallable change : List.<ThrowingCallable>of(
                () -> larderCache.put("a", "1", fence(1)),
                () -> larderCache.replace("a", "1", fence(1)),
                () -> larderCache.replace("a", "0", "1", fence(1)),
                () -> larderCache.remove("a", fence(1)))) {
            assertThatThrownBy(change)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageStartingWith("LRD-512");
        }
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
                .hasToString("EntryOptions[ttl=the cache's, tags=[], fence=1]");
        assertThat(fence(3).withTtl(Duration.ofSeconds(1)).fence()).hasValue(3);
        assertThat(EntryOptions.none()
                        .withTtl(Duration.ofSeconds(1))
                        .withFence(3)
                        .ttl())
                .contains(Duration.ofSeconds(1));
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
