package io.larder.internal.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderConfiguration;
import io.larder.LarderLock;
import io.larder.LarderLocks;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.net.URI;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;

/** Locks on another Redis than the entries. */
class LocksElsewhereIT {

    /** As docs/locks.md has them. */
    private static final String COMMANDS =
            "-@all +eval +evalsha +script|load +get +set +del +unlink +exists +pexpire +pttl"
                    + " +time +hset +hexists +hincrby +lindex +lpop +lrange +lrem +rpush +zadd +zincrby +zrange +zrem +zscore +publish"
                    + " +subscribe +unsubscribe +ping +client|setname";

    private static RedisDeployment entries;
    private static RedisDeployment locks;

    private final LarderCachingProvider provider = new LarderCachingProvider();

    @BeforeAll
    static void startServers() {
        entries = RedisServers.standalone();
        locks = RedisServers.standalone();
        locks.nodes().get(0).command("ACL", "SETUSER", "keeper", "on", ">letmein", "~*", "&*", "+@all");
    }

    @AfterAll
    static void stopServers() {
        entries.close();
        locks.close();
    }

    @AfterEach
    void closeManagers() {
        provider.close();
        entries.flush();
        locks.nodes().get(0).command("FLUSHALL");
    }

    private static String locksAddress(String credentials) {
        return locks.address().replace("redis://", "redis://" + credentials);
    }

    private CacheManager manager(Properties properties) {
        return provider.getCacheManager(URI.create("urn:elsewhere"), getClass().getClassLoader(), properties);
    }

    private void useBoth(CacheManager manager) {
        Cache<String, String> cache = manager.createCache("stock", new MutableConfiguration<>());
        cache.put("a", "1");
        LarderLock lock = manager.unwrap(LarderLocks.class).lock(cache, "a");
        lock.lock();
        assertThat(lock.fencingToken()).isPositive();
        assertThat(entries.keys()).isNotEmpty().noneMatch(key -> key.contains("{#lock"));
        assertThat(locks.nodes().get(0).command("DBSIZE")).isEqualTo(2L);
        lock.unlock();
    }

    private static RedissonClient client() {
        Config config = new Config();
        config.useSingleServer().setAddress(locks.address()).setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }

    @Test
    void locksRedis_inProperties_holdsLocksAndNothingElse() {
        Properties properties = new Properties();
        properties.setProperty("larder.redis", entries.address());
        properties.setProperty("larder.locks.redis", locksAddress("keeper:letmein@"));
        useBoth(manager(properties));
    }

    @Test
    void locksClient_ofTheApplication_holdsLocksAndStaysOpen() {
        RedissonClient client = client();
        try {
            useBoth(manager(LarderConfiguration.builder()
                    .redis(entries.address())
                    .locksClient(client)
                    .build()
                    .toProperties()));
            provider.close();
            assertThat(client.isShutdown()).isFalse();
        } finally {
            client.shutdown();
        }
    }

    @Test
    void locksRedis_anotherDatabaseWithTheCommonPassword_holdsLocks() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(locks.address())
                .username("keeper")
                .password("letmein")
                .locksRedis(locks.address() + "/1")
                .build();
        CacheManager manager = manager(configuration.toProperties());
        LarderLock lock = manager.unwrap(LarderLocks.class).lock("a");
        lock.lock();
        assertThat(lock.isHeldByCurrentThread()).isTrue();
        assertThat(locks.keys()).noneMatch(key -> key.contains("{#lock:")); // of database 0
        lock.unlock();
    }

    @Test
    void locks_userOfTheDocumentation_mayDoAll() throws Exception {
        entries.nodes()
                .get(0)
                .command(("ACL SETUSER locker on >secret resetkeys ~larder:* ~redisson_*:larder:*"
                                + " resetchannels &redisson_lock__channel:larder:* " + COMMANDS)
                        .split(" ", -1));
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(entries.address())
                .locksRedis(entries.address().replace("redis://", "redis://locker:secret@"))
                .build();
        LarderLocks all = manager(configuration.toProperties()).unwrap(LarderLocks.class);
        for (LarderLock lock : new LarderLock[] {all.lock("a"), all.fairLock("b")}) {
            lock.lock();
            assertThat(lock.fencingToken()).isPositive();
            FutureTask<Boolean> refused = new FutureTask<>(() -> lock.tryLock(Duration.ofMillis(50)));
            FutureTask<Boolean> waiting = new FutureTask<>(() -> lock.tryLock(Duration.ofSeconds(20)));
            new Thread(refused).start();
            new Thread(waiting).start();
            assertThat(refused.get(20, TimeUnit.SECONDS)).isFalse();
            lock.unlock();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).as(lock.toString()).isTrue();
        }
        all.guard("c").oncePer(Duration.ofSeconds(5)).run(() -> {});
        assertThatThrownBy(() -> all.guard("d").oncePer(Duration.ofSeconds(5)).run(() -> {
                    throw new IllegalStateException("d");
                }))
                .hasMessage("d");
        all.guard("d").oncePer(Duration.ofSeconds(5)).run(() -> {});
    }

    @Test
    void locksRedis_wrongPassword_isRefusedWithoutNamingIt() {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis(entries.address())
                .locksRedis(locksAddress("keeper:sesame@"))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        assertThat(configuration.toString()).doesNotContain("sesame").contains("locks=");
        assertThatThrownBy(() -> manager(configuration.toProperties()))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-302")
                .hasMessageNotContaining("sesame");
    }

    @Test
    void locksRedis_unreachable_leavesNoConnectionBehind() {
        Properties properties = new Properties();
        properties.setProperty("larder.redis", entries.address());
        properties.setProperty("larder.locks.redis", "redis://127.0.0.1:1");
        assertThatThrownBy(() -> manager(properties))
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-301");
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().contains("urn-elsewhere") && thread.isAlive());
    }
}
