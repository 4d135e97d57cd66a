package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.failureOf;
import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.onAnotherThread;
import static io.larder.internal.redis.Requests.onThreads;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.LarderConfiguration;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.spi.LarderCachingProvider;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import io.larder.testing.RelayedConnection;
import io.larder.testing.TcpRelay;
import io.larder.testing.TcpRelay.Direction;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of requests that share round trips when connections stall, break or end. */
@SuppressWarnings("FutureReturnValueIgnored") // of what is only told about a future that is looked at elsewhere
class CoalescingFaultsIT {

    private static final int PARTITIONS = 8;
    private static final int LARGE = 4 << 20;
    private static final int ABOUT_HALF = 2 << 20;

    /** Of a request that only what is held could keep from being answered. */
    private static final Duration PATIENT = Duration.ofSeconds(25);

    /** Of a request that is to run into its timeout. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    /** Much less than a patient request's timeout, and much more than anything takes that nothing holds up. */
    private static final Duration AT_ONCE = Duration.ofSeconds(10);

    /** One that is waited for, and those beside it. */
    private static final int MOST_UNDER_WAY = 1 + 8;

    /** Of what would go on happening if nothing stopped it. */
    private static final Duration STEADY = Duration.ofMillis(20L * NodeQueue.SLOW_MILLIS);

    /** Entries asked for so close together that all but the first leave together, unless something keeps them apart. */
    private static final List<String> SMALL =
            IntStream.range(0, 10).mapToObj(i -> "small" + i).toList();

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    private TcpRelay relay;
    private RedisConnection connection;
    private EntryStore store;

    @BeforeEach
    void open() {
        SERVERS.flush();
        relay = TcpRelay.to(NODE);
        open(PATIENT);
    }

    private void open(Duration timeout) {
        connection = RedisConnection.open(RedisConnections.settings(relay, timeout), "test");
        store = connection.open("faults", PARTITIONS);
    }

    @AfterEach
    void close() {
        connection.close();
        relay.close();
    }

    // --- a connection stalls ---------------------------------------------------------------------------------------

    @Test
    void read_connectionStalls_onlySameThreadAndEntryWait() throws Exception {
        put("stuck", "1");
        put("free", "2");
        List<String> order = new CopyOnWriteArrayList<>();
        Stalled first = readStalled("stuck");
        first.answer().whenComplete((found, failure) -> order.add("first"));
        CompletableFuture<@Nullable StoredEntry> second = read("stuck");
        second.whenComplete((found, failure) -> order.add("second"));

        assertThat(get("free")).isEqualTo("2");
        assertThat(onAnotherThread(() -> get("stuck"))).isEqualTo("1");
        put("other", "3");
        assertThat(onAnotherThread(() -> get("other"))).isEqualTo("3");
        assertThat(order).isEmpty();
        first.connection().release(Direction.REPLIES);

        assertThat(text(join(second))).isEqualTo("1");
        assertThat(order).containsExactly("first", "second");
    }

    @Test
    void write_connectionStalls_onlySameThreadAndEntryWait() throws Exception {
        put("free", "2");
        CompletableFuture<RelayedConnection> found =
                relay.holdAtText(Direction.REQUESTS, "}:e:stuck", Direction.REPLIES);
        CompletableFuture<WriteResult> first = store.write(write("stuck", "1")).toCompletableFuture();
        RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<@Nullable StoredEntry> read = read("stuck");
        CompletableFuture<WriteResult> second =
                store.write(write("stuck", "3", Condition.IF_PRESENT)).toCompletableFuture();
        CompletableFuture<@Nullable StoredEntry> readAgain = read("stuck");

        put("free", "4");
        assertThat(get("free")).isEqualTo("4");
        onAnotherThread(() -> {
            assertThat(get("stuck")).isEqualTo("1"); // it ran; only the answer is missing
            put("stuck", "2");
            return true;
        });
        assertThat(List.of(first, read, second, readAgain)).noneMatch(CompletableFuture::isDone);
        stalled.release(Direction.REPLIES);

        assertThat(join(first).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(text(join(read))).isEqualTo("2");
        assertThat(join(second).outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
        assertThat(text(join(readAgain))).isEqualTo("3");
    }

    @Test
    void read_requestNeverArrives_othersGoOn() throws Exception {
        put("stuck", "1");
        put("free", "2");
        CompletableFuture<RelayedConnection> found =
                relay.holdAtText(Direction.REQUESTS, "}:e:stuck", Direction.REQUESTS);
        CompletableFuture<@Nullable StoredEntry> stuck = read("stuck");
        RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);

        onThreads(8, thread -> assertThat(get("free")).isEqualTo("2"));
        assertThat(stuck).isNotDone();
        stalled.release(Direction.REQUESTS);

        assertThat(text(join(stuck))).isEqualTo("1");
    }

    @Test
    void read_allConnectionsStall_fewAreOpenedAndAllAnswersComeAfterwards() {
        List<String> texts = IntStream.range(0, 2000).mapToObj(i -> "k" + i).toList();
        texts.forEach(keyText -> put(keyText, "of " + keyText));
        long before = relay.connections().size();
        relay.hold(Direction.REPLIES);
        List<CompletableFuture<@Nullable StoredEntry>> found =
                texts.stream().map(this::read).toList();
        await().atMost(AT_ONCE).until(() -> relay.connections().size() > before + 2);
        await().during(STEADY)
                .atMost(STEADY.multipliedBy(2))
                .until(() -> relay.connections().size() - before <= MOST_UNDER_WAY);
        relay.release(Direction.REPLIES);
        for (int i = 0; i < texts.size(); i++) {
            assertThat(text(join(found.get(i)))).isEqualTo("of " + texts.get(i));
        }
        assertThat(relay.connections().size() - before).isLessThanOrEqualTo(MOST_UNDER_WAY);
    }

    // --- something large is under way ------------------------------------------------------------------------------

    @Test
    void read_largeEntryStalls_smallOnesGoOn() throws Exception {
        put("large", new byte[LARGE]);
        put("small", "1");
        EntryStore other = connection.open("other", PARTITIONS);
        join(other.write(write("small", "2")));
        for (boolean known : new boolean[] {false, true}) { // how large entries are is learnt by the first
            CompletableFuture<RelayedConnection> found =
                    relay.holdAtBytes(Direction.REPLIES, ABOUT_HALF, Direction.REPLIES);
            List<CompletionStage<?>> neighbours = new ArrayList<>();
            SMALL.forEach(keyText -> neighbours.add(other.read("before " + keyText)));
            CompletableFuture<@Nullable StoredEntry> large = read("large");
            SMALL.forEach(keyText -> neighbours.add(other.read("behind " + keyText)));
            RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);

            if (known) { // or they may share its trip
                neighbours.forEach(Requests::join);
            }
            assertThat(get("small")).isEqualTo("1");
            assertThat(text(join(other.read("small")))).isEqualTo("2");
            onThreads(16, thread -> assertThat(get("small")).isEqualTo("1"));
            put("small", "1");
            assertThat(large).as("known " + known).isNotDone();
            stalled.release(Direction.REPLIES);

            assertThat(join(large))
                    .isNotNull()
                    .satisfies(entry -> assertThat(entry.payload()).hasSize(LARGE));
        }
    }

    @Test
    void read_moreLargeEntriesThanMayTravelBesideStall_smallOnesGoOn() throws Exception {
        List<String> texts = IntStream.range(10, 22).mapToObj(i -> "large" + i).toList();
        texts.forEach(keyText -> put(keyText, new byte[LARGE / 16]));
        EntryStore other = connection.open("other", PARTITIONS);
        join(other.write(write("small", "2")));
        assertThat(get(texts.get(0))).hasSize(LARGE / 16);
        List<CompletableFuture<RelayedConnection>> found = texts.stream()
                .map(keyText -> relay.holdAtText(Direction.REQUESTS, "}:e:" + keyText, Direction.REPLIES))
                .toList();
        List<CompletableFuture<@Nullable StoredEntry>> large =
                texts.stream().map(this::read).toList();
        await().atMost(AT_ONCE)
                .until(() -> found.stream().filter(CompletableFuture::isDone).count() >= 8);

        onThreads(16, thread -> assertThat(text(join(other.read("small")))).isEqualTo("2"));
        CompletionStage<WriteResult> waiting = other.write(write("late", new byte[LARGE / 16], Condition.ALWAYS));
        CompletableFuture<@Nullable StoredEntry> behindIt = other.read("late").toCompletableFuture();
        assertThat(text(join(other.read("small")))).isEqualTo("2");
        assertThat(large).noneMatch(CompletableFuture::isDone);
        assertThat(behindIt).isNotDone();
        found.forEach(each -> each.thenAccept(stalled -> stalled.release(Direction.REPLIES)));

        large.forEach(each -> assertThat(text(join(each))).hasSize(LARGE / 16));
        assertThat(join(waiting).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(text(join(behindIt))).hasSize(LARGE / 16);
    }

    @Test
    void write_largeValueStalls_smallRequestsGoOn() throws Exception {
        put("small", "1");
        CompletableFuture<RelayedConnection> found =
                relay.holdAtBytes(Direction.REQUESTS, ABOUT_HALF, Direction.REQUESTS);
        Write largeWrite = write("large", new byte[LARGE], Condition.ALWAYS);
        List<CompletionStage<?>> neighbours = new ArrayList<>();
        SMALL.forEach(keyText -> neighbours.add(store.write(write("before " + keyText, "v"))));
        CompletableFuture<WriteResult> large = store.write(largeWrite).toCompletableFuture();
        SMALL.forEach(keyText -> neighbours.add(store.write(write("behind " + keyText, "v"))));
        RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);

        neighbours.forEach(Requests::join);
        put("small", "2");
        assertThat(get("small")).isEqualTo("2");
        onThreads(16, thread -> {
            put("small" + thread, "v");
            assertThat(get("small" + thread)).isEqualTo("v");
            assertThat(get("large")).isNull();
            return true;
        });
        assertThat(large).isNotDone();
        stalled.release(Direction.REQUESTS);

        assertThat(join(large).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(get("large")).hasSize(LARGE);
    }

    // --- a caller gives up -----------------------------------------------------------------------------------------

    @Test
    void read_cancelledBeforeItLeaves_isNeverSent() throws Exception {
        put("stuck", "1");
        put("free", "2");
        SERVERS.resetCommandCounts();
        Stalled first = readStalled("stuck");
        CompletableFuture<@Nullable StoredEntry> second = read("stuck");
        assertThat(get("free")).isEqualTo("2");
        second.cancel(false);
        first.connection().release(Direction.REPLIES);
        assertThat(text(join(first.answer()))).isEqualTo("1");
        assertThat(get("stuck")).isEqualTo("1");
        assertThat(SERVERS.commandCounts()).containsEntry("mget", 3L);
    }

    @Test
    void write_cancelledBeforeItLeaves_isNeverMade() throws Exception {
        put("free", "2");
        SERVERS.resetCommandCounts();
        CompletableFuture<RelayedConnection> found =
                relay.holdAtText(Direction.REQUESTS, "}:e:stuck", Direction.REPLIES);
        CompletionStage<WriteResult> first = store.write(write("stuck", "first"));
        RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<WriteResult> second =
                store.write(write("stuck", "second")).toCompletableFuture();
        put("free", "3");
        second.cancel(false);
        stalled.release(Direction.REPLIES);
        assertThat(join(first).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(get("stuck")).isEqualTo("first");
        put("free", "4");
        assertThat(get("stuck")).isEqualTo("first");
        assertThat(SERVERS.commandCounts()).containsEntry("evalsha", 3L);
    }

    @Test
    void get_interrupted_failsAtOnceAndNeighboursDoNot() throws Exception {
        assertInterruptible(cache -> cache.get("interrupted"));
    }

    @Test
    void put_interrupted_failsAtOnceAndNeighboursDoNot() throws Exception {
        assertInterruptible(cache -> cache.put("interrupted", "v"));
    }

    private void assertInterruptible(Consumer<Cache<String, String>> operation) throws Exception {
        try (LarderCachingProvider provider = new LarderCachingProvider()) {
            CacheManager manager = provider.getCacheManager(
                    URI.create("urn:interrupted"),
                    CoalescingFaultsIT.class.getClassLoader(),
                    LarderConfiguration.builder()
                            .redis("redis://" + relay)
                            .timeout(PATIENT)
                            .build()
                            .toProperties());
            Cache<String, String> cache = manager.createCache(
                    "interrupted", new MutableConfiguration<String, String>().setTypes(String.class, String.class));
            cache.put("neighbour", "1");
            relay.hold(Direction.REPLIES);
            AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
            AtomicReference<@Nullable Boolean> flag = new AtomicReference<>();
            Thread interrupted = new Thread(() -> {
                try {
                    operation.accept(cache);
                } catch (RuntimeException e) {
                    thrown.set(e);
                }
                flag.set(Thread.currentThread().isInterrupted());
            });
            CompletableFuture<String> neighbour = CompletableFuture.supplyAsync(() -> cache.get("neighbour"));
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> cache.put("neighbour2", "2"));
            interrupted.start();
            await().atMost(AT_ONCE).until(() -> interrupted.getState() == Thread.State.WAITING);
            interrupted.interrupt();
            interrupted.join(AT_ONCE.toMillis());

            assertThat(thrown.get()).isInstanceOf(CacheException.class);
            assertThat(flag.get()).isTrue();
            assertThat(neighbour).isNotDone();
            relay.release(Direction.REPLIES);
            assertThat(join(neighbour)).isEqualTo("1");
            join(writing);
            assertThat(cache.get("neighbour2")).isEqualTo("2");
        }
    }

    // --- nothing answers -------------------------------------------------------------------------------------------

    @Test
    void requests_serverFrozen_allFailInTimeAndLaterOnesSucceed() throws Exception {
        connection.close();
        open(SHORT);
        put("a", "1");
        List<CompletionStage<?>> asked = new ArrayList<>();
        NODE.pause();
        try {
            long start = System.nanoTime();
            onThreads(8, thread -> {
                        List<CompletionStage<?>> mine = new ArrayList<>();
                        for (int i = 0; i < 100; i++) {
                            mine.add(store.read("k" + i));
                            if (i % 10 == 0) {
                                mine.add(store.write(write("k" + i, "v")));
                            }
                        }
                        return mine;
                    })
                    .forEach(asked::addAll);
            asked.forEach(each -> assertThat(failureOf(each))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-304"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SHORT.plusSeconds(3));
        } finally {
            NODE.resume();
        }
        await().atMost(AT_ONCE).ignoreExceptions().until(() -> "1".equals(get("a")));
        onThreads(8, thread -> {
            put("t" + thread, "v");
            return assertThat(get("t" + thread)).isEqualTo("v");
        });
    }

    @Test
    void read_heldBackBeyondItsTimeout_failsInTimeAndNextSucceeds() throws Exception {
        connection.close();
        open(Duration.ofMillis(300));
        put("stuck", "1");
        put("free", "2");
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            Stalled first = readStalled("stuck");
            CompletableFuture<@Nullable StoredEntry> second = read("stuck");
            for (CompletableFuture<?> each : List.of(first.answer(), second)) {
                assertThat(failureOf(each)).isInstanceOf(CacheException.class).hasMessageContaining("LRD-304");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
            await().atMost(AT_ONCE).until(() -> first.connection().hasEnded(Direction.REQUESTS)); // given up, not lost
            assertThat(get("free")).isEqualTo("2"); // not on the connection that was given up
            assertThat(get("stuck")).isEqualTo("1");
        }
    }

    // --- a connection breaks or ends -------------------------------------------------------------------------------

    @Test
    void read_connectionCut_failsAtOnceAndLaterOnesSucceed() throws Exception {
        put("a", "1");
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> "k" + i).toList();
        texts.forEach(keyText -> put(keyText, "v"));
        Stalled first = readStalled("a");
        relay.hold(Direction.REPLIES);
        List<CompletableFuture<@Nullable StoredEntry>> found =
                texts.stream().map(this::read).toList();
        long start = System.nanoTime();
        relay.cut();
        relay.release(Direction.REPLIES);

        assertThat(failureOf(first.answer())).isInstanceOf(CacheException.class);
        for (CompletableFuture<@Nullable StoredEntry> each : found) {
            Throwable failure = failureOf(each);
            if (failure == null) {
                assertThat(text(join(each))).isEqualTo("v");
            } else {
                assertThat(failure).isInstanceOf(CacheException.class);
            }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        await().atMost(AT_ONCE).ignoreExceptions().until(() -> "1".equals(get("a")));
    }

    @Test
    void read_connectionCutInTheMiddleOfAnAnswer_failsAtOnce() throws Exception {
        put("large", new byte[LARGE]);
        CompletableFuture<RelayedConnection> found =
                relay.holdAtBytes(Direction.REPLIES, ABOUT_HALF, Direction.REPLIES);
        CompletableFuture<@Nullable StoredEntry> large = read("large");
        RelayedConnection stalled = found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        long start = System.nanoTime();
        stalled.cut();
        assertThat(failureOf(large)).isInstanceOf(CacheException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        assertThat(get("large")).hasSize(LARGE);
    }

    @Test
    void close_requestsWait_eachFailsAndCloseReturns() throws Exception {
        put("stuck", "1");
        List<CompletionStage<?>> asked = new ArrayList<>();
        asked.add(readStalled("stuck").answer());
        int before = relay.connections().size();
        relay.hold(Direction.REPLIES);
        for (int i = 0; i < 300; i++) {
            asked.add(read("stuck"));
            asked.add(read("k" + i));
            if (i % 10 == 0) {
                asked.add(store.write(write("k" + i, "v")));
            }
        }
        await().atMost(AT_ONCE).until(() -> relay.connections().size() > before + 2);
        CompletableFuture.runAsync(connection::close).get(AT_ONCE.toSeconds(), TimeUnit.SECONDS);
        asked.forEach(each -> assertThat(failureOf(each)).isInstanceOf(CacheException.class));
        assertThat(failureOf(read("late"))).isInstanceOf(CacheException.class);
    }

    // --- how -------------------------------------------------------------------------------------------------------

    /** A request whose answer is held by the relay. */
    private record Stalled(CompletableFuture<@Nullable StoredEntry> answer, RelayedConnection connection) {}

    private Stalled readStalled(String keyText) throws Exception {
        CompletableFuture<RelayedConnection> found =
                relay.holdAtText(Direction.REQUESTS, "}:e:" + keyText, Direction.REPLIES);
        CompletableFuture<@Nullable StoredEntry> answer = read(keyText);
        return new Stalled(answer, found.get(AT_ONCE.toSeconds(), TimeUnit.SECONDS));
    }

    private CompletableFuture<@Nullable StoredEntry> read(String keyText) {
        return store.read(keyText).toCompletableFuture();
    }

    private @Nullable String get(String keyText) {
        return text(join(store.read(keyText)));
    }

    private void put(String keyText, String value) {
        join(store.write(write(keyText, value)));
    }

    private void put(String keyText, byte[] payload) {
        join(store.write(write(keyText, payload, Condition.ALWAYS)));
    }
}
