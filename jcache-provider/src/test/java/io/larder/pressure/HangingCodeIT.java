package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Application code that hangs costs the thread that called it, and nobody else, on no key. */
class HangingCodeIT {

    private static final Integer KEY = 1;
    private static final Duration LISTENER_TIMEOUT = Duration.ofMillis(500);

    /** Nine operations; those that read, modify and write one key wait 100 ms for the thread that hangs in front. */
    private static final Duration BOUND = Duration.ofSeconds(3);

    /** Each of the eight changes waits for its turn behind the listener that hangs. */
    private static final Duration BOUND_BEHIND_LISTENER = BOUND.plus(LISTENER_TIMEOUT.multipliedBy(8));

    @RegisterExtension
    static final Jvms jvms = Jvms.on(RedisServers::target);

    private final Hanging hanging = new Hanging();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void letGo() {
        hanging.letGo();
        threads.shutdown();
    }

    @Test
    void loader_thatHangs_holdsUpNobody() {
        hold(
                configuration().setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(hanging.loader())),
                c -> {
                    c.remove(KEY);
                    c.get(KEY);
                });
    }

    @Test
    void loaderOfMany_thatHangs_holdsUpNobody() {
        hold(
                configuration().setReadThrough(true).setCacheLoaderFactory(new SingletonFactory<>(hanging.loader())),
                c -> c.getAll(Set.of(KEY, 77)));
    }

    @Test
    void writer_thatHangs_holdsUpNobody() {
        hold(throughWriter(), cache -> cache.put(KEY, "mine"));
    }

    @Test
    void writerOfMany_thatHangs_holdsUpNobody() {
        hold(throughWriter(), cache -> cache.putAll(Map.of(KEY, "mine", 2, "mine")));
    }

    @Test
    void writerThatDeletes_andHangs_holdsUpNobody() {
        hold(throughWriter(), cache -> cache.remove(KEY));
    }

    @Test
    void policy_thatHangsOnUpdate_holdsUpNobody() {
        hold(withPolicy(), cache -> cache.put(KEY, "mine"));
    }

    @Test
    void policy_thatHangsOnAccess_holdsUpNobody() {
        hold(withPolicy(), cache -> cache.get(KEY));
    }

    @Test
    void processor_thatHangs_holdsUpNobody() {
        hold(configuration(), cache -> cache.invoke(KEY, hanging.processor()));
    }

    @Test
    void synchronousListener_thatHangs_holdsUpItsKeyNoLongerThanTheListenerTimeout() {
        hold(withListener(true), cache -> cache.put(KEY, "mine"), BOUND_BEHIND_LISTENER);
    }

    @Test
    void asynchronousListener_thatHangs_holdsUpNobody() {
        hold(withListener(false), cache -> cache.put(KEY, "mine"));
    }

    private void hold(MutableConfiguration<Integer, String> configuration, Consumer<Cache<Integer, String>> call) {
        hold(configuration, call, BOUND);
    }

    /** Hangs one thread in the call and lets another one use the cache: the same key, then another. */
    private void hold(
            MutableConfiguration<Integer, String> configuration,
            Consumer<Cache<Integer, String>> call,
            Duration bound) {
        Cache<Integer, String> cache = jvms.managers()
                .open(builder -> builder.defaults(settings -> settings.listenerTimeout(LISTENER_TIMEOUT)))
                .createCache("hanging", configuration);
        use(cache, KEY);
        cache.put(KEY, "there");
        hanging.takeNextThread();
        CompletableFuture<Void> hung = CompletableFuture.runAsync(() -> call.accept(cache), threads);
        hanging.awaitHung();
        assertThat(timeOf(() -> use(cache, KEY + 1))).isLessThan(BOUND);
        assertThat(timeOf(() -> use(cache, KEY))).isLessThan(bound);
        hanging.letGo();
        assertThat(hung).succeedsWithin(LISTENER_TIMEOUT.plus(BOUND));
    }

    private Duration timeOf(Runnable action) {
        long start = System.nanoTime();
        assertThat(CompletableFuture.runAsync(action, threads)).succeedsWithin(30, TimeUnit.SECONDS);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void use(Cache<Integer, String> cache, Integer key) {
        cache.put(key, "a");
        assertThat(cache.get(key)).isEqualTo("a");
        assertThat(cache.getAndPut(key, "b")).isEqualTo("a");
        assertThat(cache.invoke(key, hanging.processor())).isEqualTo("processed");
        assertThat(cache.replace(key, "processed", "c")).isTrue();
        cache.putAll(Map.of(key, "d"));
        assertThat(cache.remove(key, "d")).isTrue();
        assertThat(cache.putIfAbsent(key, "e")).isTrue();
        assertThat(cache.remove(key)).isTrue();
    }

    private MutableConfiguration<Integer, String> throughWriter() {
        return configuration().setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(hanging.writer()));
    }

    private MutableConfiguration<Integer, String> withPolicy() {
        return configuration().setExpiryPolicyFactory(new SingletonFactory<>(hanging.policy()));
    }

    private MutableConfiguration<Integer, String> withListener(boolean synchronous) {
        return configuration()
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(hanging.listener()), null, false, synchronous));
    }

    private static MutableConfiguration<Integer, String> configuration() {
        return new MutableConfiguration<>();
    }
}
