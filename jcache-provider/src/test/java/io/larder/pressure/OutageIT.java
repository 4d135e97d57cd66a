package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.processor.EntryProcessorResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Redis slow, frozen, gone: calls fail within their bound, and work again without being asked. */
class OutageIT {

    private static final Logger LOG = LoggerFactory.getLogger(OutageIT.class);
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    /** Whatever an operation does first fails after the timeout; the rest is for two busy cores. */
    private static final Duration BOUND = TIMEOUT.plusSeconds(1);

    /** What Redisson sends a second time, a second later: clear, and walks over the keys. */
    private static final Set<Operation> SENT_AGAIN = EnumSet.of(
            Operation.CLEAR,
            Operation.ITERATOR,
            Operation.REMOVE_ALL,
            Operation.SIZE,
            Operation.ESTIMATED_SIZE,
            Operation.KEYS,
            Operation.INVALIDATE_KEYS,
            Operation.INVALIDATE_ALL);

    private static final Duration BOUND_SENT_AGAIN = BOUND.plus(TIMEOUT).plusSeconds(1);

    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @AutoClose
    private static final RedisDeployment REDIS = RedisServers.standalone();

    private static final RedisNode NODE = REDIS.nodes().get(0);

    private Managers managers;
    private Cache<Integer, String> cache;

    @BeforeEach
    void openCache() {
        managers = Managers.on(REDIS);
        cache = open().createCache("outage", new MutableConfiguration<>());
        Operation.prepare(cache);
    }

    @AfterEach
    void destroyCaches() {
        managers.destroyAll();
        assertThat(managers.keysLeft(REDIS)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LOAD_ALL")
    void anyOperation_serverFrozen_failsWithinTheTimeout(Operation operation) {
        NODE.pause();
        Duration took;
        try {
            took = timeToFail(operation);
        } finally {
            NODE.resume();
        }
        LOG.info("{}: failed after {} ms", operation.title(), took.toMillis());
        assertThat(took).isLessThan(SENT_AGAIN.contains(operation) ? BOUND_SENT_AGAIN : BOUND);
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(CacheException.class)
                .until(this::works);
    }

    @Test
    void callers_serverFrozenAndResumed_failWithinTheTimeoutAndLeaveNoThreads() {
        ExecutorService threads = Executors.newFixedThreadPool(32);
        callAll(threads, this::works);
        int before = ownThreads();
        NODE.pause();
        List<Duration> failures;
        try {
            failures = callAll(threads, () -> timeToFail(Operation.PUT));
        } finally {
            NODE.resume();
        }
        assertThat(failures).allMatch(took -> took.compareTo(BOUND) < 0);
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(CacheException.class)
                .until(this::works);
        callAll(threads, this::works);
        assertThat(ownThreads()).isLessThanOrEqualTo(before + 2);
        threads.shutdown();
    }

    @Test
    void callers_serverKilledAndStartedEmpty_failWithinTheBoundAndWorkAgain() {
        NODE.stop();
        try {
            assertThat(timeToFail(Operation.GET)).isLessThan(BOUND);
            assertThat(timeToFail(Operation.PUT)).isLessThan(BOUND);
            assertThat(timeToFail(Operation.INVOKE_WRITE)).isLessThan(BOUND);
        } finally {
            NODE.start();
        }
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(CacheException.class)
                .until(this::works);
        assertThat(cache.get(50)).isNull();
    }

    @Test
    void manager_serverDown_isRefusedWithinTheBound() {
        NODE.stop();
        try {
            long start = System.nanoTime();
            assertThatExceptionOfType(CacheException.class).isThrownBy(this::open);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            NODE.start();
        }
        await().atMost(RECOVERY)
                .ignoreExceptionsInstanceOf(CacheException.class)
                .until(this::works);
    }

    @Test
    void caller_interruptedWhileItWaits_getsCacheExceptionAndKeepsTheFlag() throws Exception {
        NODE.pause();
        try {
            CompletableFuture<Boolean> flag = new CompletableFuture<>();
            Thread caller = new Thread(() -> {
                try {
                    cache.get(0);
                    flag.completeExceptionally(new AssertionError("the call returned"));
                } catch (CacheException e) {
                    flag.complete(Thread.currentThread().isInterrupted());
                }
            });
            caller.start();
            await().until(() ->
                    caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TIMED_WAITING);
            caller.interrupt();
            assertThat(flag).succeedsWithin(Duration.ofMillis(400)).isEqualTo(true);
        } finally {
            NODE.resume();
        }
    }

    /** The answer may be there before anybody waits for it; then there is nothing to interrupt. */
    @Test
    void caller_interruptedBefore_keepsTheFlagWhateverComesOfTheCall() throws Exception {
        CompletableFuture<Boolean> flag = CompletableFuture.supplyAsync(() -> {
            Thread.currentThread().interrupt();
            try {
                cache.put(0, "interrupted");
            } catch (CacheException e) {
                LOG.info("{}", e.getMessage());
            }
            return Thread.interrupted();
        });
        assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(works()).isTrue();
    }

    private CacheManager open() {
        return managers.open(builder -> builder.timeout(TIMEOUT).connectTimeout(Duration.ofSeconds(10)));
    }

    private boolean works() {
        cache.put(0, "works");
        return "works".equals(cache.get(0))
                && cache.invoke(0, (entry, arguments) -> entry.getValue()).equals("works");
    }

    private Duration timeToFail(Operation operation) {
        long start = System.nanoTime();
        assertThatExceptionOfType(CacheException.class).isThrownBy(() -> run(operation));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** What {@code invokeAll} throws is in its results. */
    private void run(Operation operation) {
        if (operation == Operation.INVOKE_ALL) {
            cache.invokeAll(Set.of(0), (entry, arguments) -> entry.getValue())
                    .values()
                    .forEach(EntryProcessorResult::get);
        } else {
            operation.run(cache);
        }
    }

    private static <T> List<T> callAll(ExecutorService threads, Callable<T> call) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(32, call))) {
                results.add(result.get());
            }
            return results;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int ownThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(redisson|larder).*"))
                .count();
    }
}
