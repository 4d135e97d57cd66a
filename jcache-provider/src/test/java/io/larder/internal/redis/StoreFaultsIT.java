package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.Removal;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.ScannedEntry;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;

/** What the store does when Redis loses, corrupts, forgets or refuses something, and what it costs there. */
class StoreFaultsIT {

    private static final Interest ALL = new Interest(true, true, true);
    private static final int PARTITIONS = 4;
    private static final CacheKeys KEYS = CacheKeys.of("test", "faults", PARTITIONS, key -> 0);

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    private RedisConnection connection;
    private RedisEntryStore store;

    @BeforeEach
    void openStore() {
        SERVERS.flush();
        connection = RedisConnections.open(SERVERS);
        store = (RedisEntryStore) connection.open("faults", PARTITIONS);
    }

    @AfterEach
    void closeConnection() {
        connection.close();
    }

    @Test
    void read_bytesOfNobody_isAbsentAndCountedAndOverwritten() {
        put("warm", "x");
        byte[] unknownFormat = new byte[40];
        unknownFormat[0] = 6;
        List<byte[]> hostile =
                List.of(new byte[0], new byte[1], new byte[8], new byte[16], new byte[17], unknownFormat);
        for (int i = 0; i < hostile.size(); i++) {
            String text = "k" + i;
            NODE.commandBytes("SET".getBytes(UTF_8), entryKey(text).getBytes(UTF_8), hostile.get(i));
            assertThat(get(text)).isNull();
            assertThat(store.unreadable()).isEqualTo(i + 1);
            assertThat(join(store.readAndTouch(text, Ttl.ETERNAL))).isNull();
            assertThat(remove(text).outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
            assertThat(put(text, "v").outcome()).isEqualTo(WriteResult.Outcome.CREATED);
            assertThat(get(text)).isEqualTo("v");
        }
    }

    @Test
    void read_otherTypeUnderTheName_isAbsentAndOverwritten() {
        NODE.command("HSET", entryKey("a"), "f", "v");
        NODE.command("RPUSH", partition("a").stamp, "f");
        assertThat(get("a")).isNull();
        assertThat(remove("a").outcome()).isEqualTo(RemovalResult.Outcome.ABSENT);
        assertThat(put("a", "v").outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(get("a")).isEqualTo("v");
    }

    @Test
    void read_copyOfAnEntryFromAnotherCache_isAbsent() {
        EntryStore other = connection.open("other", PARTITIONS);
        put("a", "mine");
        join(other.write(write("a", "theirs")));
        String theirs = CacheKeys.of("test", "other", PARTITIONS, key -> 0)
                .partitionOf("a")
                .entry("a");
        NODE.command("COPY", theirs, entryKey("a"), "REPLACE");
        assertThat(get("a")).isNull();
    }

    @Test
    void read_stampLost_everythingIsAbsentForEver() {
        List<String> texts = IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();
        texts.forEach(text -> put(text, "old"));
        KEYS.partitions().forEach(partition -> NODE.command("DEL", partition.stamp));

        assertThat(join(store.readAll(texts))).containsOnlyNulls();
        assertThat(join(store.touch("k1", 1, Ttl.ETERNAL))).isFalse();
        KEYS.partitions()
                .forEach(partition ->
                        assertThat(NODE.command("EXISTS", partition.stamp)).isEqualTo(0L));
        texts.subList(0, 20).forEach(text -> put(text, "new"));
        assertThat(join(store.readAll(texts.subList(20, 40)))).containsOnlyNulls();
        assertThat(scanned()).hasSize(20).allMatch(found -> "new".equals(text(found.entry())));
    }

    @Test
    void clear_eternalEntries_areFreedLater() {
        IntStream.range(0, 700).forEach(i -> put("k" + i, "old"));
        join(store.clear());
        put("k1", "new");
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> SERVERS.keys().stream()
                                .filter(key -> key.contains("}:e:"))
                                .count()
                        == 1);
        assertThat(get("k1")).isEqualTo("new");
    }

    @Test
    void writeAll_scriptsForgottenMeanwhile_allHappenInOrder() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Thread flusher = new Thread(() -> {
            while (!done.get()) {
                NODE.command("SCRIPT", "FLUSH");
            }
        });
        flusher.start();
        try {
            for (int round = 0; round < 20; round++) {
                List<Write> writes = new ArrayList<>();
                for (int i = 0; i < 300; i++) {
                    writes.add(write("k" + i % 150, round + "." + i));
                }
                store.writeAll(writes).forEach(Requests::join);
                assertThat(get("k7")).isEqualTo(round + ".157");
                put("single", "s" + round);
                assertThat(get("single")).isEqualTo("s" + round);
            }
        } finally {
            done.set(true);
            flusher.join();
        }
    }

    @Test
    void write_serverRestarted_goesOn() {
        List<StoreEvent> events = listen(store);
        put("a", "1");
        NODE.stop();
        assertThatThrownBy(() -> put("a", "2")).hasCauseInstanceOf(CacheException.class);
        NODE.start();
        await().atMost(20, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> put("b", "3").published());
        assertThat(get("a")).isNull();
        assertThat(get("b")).isEqualTo("3");
        // The subscription comes back by itself; the wish to hear goes along with each write of this JVM.
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            put("c", "4");
            return events.stream().anyMatch(event -> event.keyText().equals("c"));
        });
    }

    @Test
    void read_serverFrozen_failsInTime() {
        put("a", "1");
        NODE.pause();
        try {
            long start = System.nanoTime();
            assertThatThrownBy(() -> get("a"))
                    .cause()
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-304");
            assertThatThrownBy(() -> put("a", "2"))
                    .cause()
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-304");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        } finally {
            NODE.resume();
        }
        await().atMost(20, TimeUnit.SECONDS).ignoreExceptions().until(() -> get("a") != null);
    }

    @Test
    void write_memoryFull_failsAndReadsGoOn() {
        put("a", "1");
        NODE.command("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> put("a", "2"))
                    .cause()
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-304");
            assertThat(get("a")).isEqualTo("1");
        } finally {
            NODE.command("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(put("a", "2").outcome()).isEqualTo(WriteResult.Outcome.UPDATED);
    }

    @Test
    void listen_jvmDied_isForgottenAndNeverWaitedFor() {
        RedisConnection dying = RedisConnections.open(SERVERS);
        listen(dying.open("faults", PARTITIONS));
        dying.unwrap(RedissonClient.class).shutdown(0, 1, TimeUnit.SECONDS);
        assertThat(put("a", "1").published()).isTrue();

        CacheKeys.Partition partition = partition("a");
        assertThat((Long) NODE.command("PTTL", partition.wanted)).isBetween(1L, Listening.LEASE_MILLIS);
        NODE.command("SET", partition.wanted, "31 1 1 1 1 1 7 8", "PX", "30000");
        join(store.listen(new Interest(true, false, false), event -> {}));
        assertThat((String) NODE.command("GET", partition.wanted))
                .startsWith("1 ")
                .endsWith(" 1 1 1 1 0 0");
        dying.close();
    }

    @Test
    void listen_wishEvicted_isPutBackByTheNextWriteAndNothingIsAnnouncedFalsely() {
        List<StoreEvent> events = listen(store);
        EntryStore deaf = connection.open("faults", PARTITIONS);
        put("a", "1");
        join(store.write(write("b", "1", Ttl.ofMillis(1500))));
        NODE.command("DEL", partition("b").wanted);
        join(deaf.remove(new Removal("b", Condition.ALWAYS, 1, false)));
        KEYS.partitions().forEach(partition -> NODE.command("DEL", partition.wanted));
        String near = "b"
                + IntStream.range(0, 100)
                        .filter(i -> KEYS.partitionOf("b" + i) == KEYS.partitionOf("b"))
                        .findFirst()
                        .orElseThrow();
        assertThat(join(store.write(write(near, "1", Ttl.ofMillis(1800)))).published())
                .isTrue();
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> events.stream().anyMatch(event -> event.kind() == StoreEvent.Kind.EXPIRED));
        assertThat(events.stream()
                        .filter(event -> event.kind() == StoreEvent.Kind.EXPIRED)
                        .map(StoreEvent::keyText))
                .containsExactly(near);
    }

    @Test
    void listen_entryEvicted_isNotAnnouncedAsExpired() {
        List<StoreEvent> events = listen(store);
        join(store.write(write("a", "1", Ttl.ofMillis(60_000))));
        NODE.command("DEL", entryKey("a"));
        assertThat(put("a", "2").outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() >= 2);
        assertThat(events.stream().map(StoreEvent::kind))
                .containsExactly(StoreEvent.Kind.CREATED, StoreEvent.Kind.CREATED);
    }

    @Test
    void listen_foreignMessages_areIgnored() {
        List<StoreEvent> events = listen(store);
        for (String message : List.of(
                "", "x", "\1", "\1\0aaaaaaaa\177\177\177\177", "\1\0aaaaaaaa\0\0\0\1k\0\0\0\11", "x".repeat(5000))) {
            NODE.command("PUBLISH", KEYS.channel(), message);
        }
        put("a", "1");
        await().atMost(5, TimeUnit.SECONDS).until(() -> !events.isEmpty());
        assertThat(events).hasSize(1);
    }

    @Test
    void listen_listenerThrows_laterEventsStillCome() {
        List<String> heard = new CopyOnWriteArrayList<>();
        join(store.listen(ALL, event -> {
            heard.add(event.keyText());
            throw new IllegalStateException("listener of a test");
        }));
        put("a", "1");
        put("b", "1");
        await().atMost(5, TimeUnit.SECONDS).until(() -> heard.size() == 2);
        assertThat(heard).containsExactly("a", "b");
    }

    @Test
    void destroy_everythingThatCanBeThere_leavesNoKey() {
        listen(store);
        IntStream.range(0, 300).forEach(i -> join(store.write(write("k" + i, "v", Ttl.ofMillis(60_000)))));
        assertThat(SERVERS.keys()).anyMatch(key -> key.contains("}:x:")).anyMatch(key -> key.endsWith("}:m"));
        join(store.listen(Interest.NONE, event -> {}));
        join(store.destroy());
        assertThat(SERVERS.keys()).isEmpty();
    }

    @Test
    void entries_withTtlAndWithoutClient_areGoneByThemselves() {
        IntStream.range(0, 200).forEach(i -> join(store.write(write("k" + i, "v", Ttl.ofMillis(300)))));
        connection.close();
        await().atMost(3, TimeUnit.SECONDS).until(() -> SERVERS.keys().stream().noneMatch(key -> key.contains("}:e:")));
    }

    @Test
    void commands_perOperation_areAsFewAsPromised() {
        put("a", "1");
        put("b", "1");
        remove("b");
        SERVERS.resetCommandCounts();
        get("a");
        assertThat(SERVERS.commandCounts()).isEqualTo(Map.of("mget", 1L));

        SERVERS.resetCommandCounts();
        put("a", "2");
        assertThat(SERVERS.commandCounts()).isEqualTo(Map.of("evalsha", 1L, "mget", 1L, "getrange", 1L, "set", 1L));

        SERVERS.resetCommandCounts();
        assertThat(join(store.write(write("a", "3", Ttl.ofMillis(60_000)))).outcome())
                .isEqualTo(WriteResult.Outcome.WRITTEN);
        assertThat(SERVERS.commandCounts()).isEqualTo(Map.of("evalsha", 1L, "mget", 1L, "set", 1L));

        SERVERS.resetCommandCounts();
        List<String> texts = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
        store.writeAll(texts.stream().map(text -> write(text, "v")).toList()).forEach(Requests::join);
        assertThat(SERVERS.commandCounts()).containsEntry("evalsha", 2L).doesNotContainKey("publish");

        SERVERS.resetCommandCounts();
        assertThat(join(store.readAll(texts))).hasSize(100).doesNotContainNull();
        assertThat(SERVERS.commandCounts()).isEqualTo(Map.of("mget", 1L));

        SERVERS.resetCommandCounts();
        join(store.clear());
        assertThat(SERVERS.commandCounts()).isEqualTo(Map.of("unlink", 1L, "publish", 1L));

        listen(store);
        SERVERS.resetCommandCounts();
        put("a", "2");
        assertThat(SERVERS.commandCounts()).containsEntry("evalsha", 1L).containsEntry("publish", 1L);
    }

    private static CacheKeys.Partition partition(String keyText) {
        return KEYS.partitionOf(keyText);
    }

    private static String entryKey(String keyText) {
        return partition(keyText).entry(keyText);
    }

    private WriteResult put(String keyText, String value) {
        return join(store.write(write(keyText, value)));
    }

    private @Nullable String get(String keyText) {
        return text(join(store.read(keyText)));
    }

    private RemovalResult remove(String keyText) {
        return join(store.remove(new Removal(keyText, Condition.ALWAYS, 1, false)));
    }

    private List<ScannedEntry> scanned() {
        return join(store.scan(1000).next());
    }

    private static List<StoreEvent> listen(EntryStore to) {
        List<StoreEvent> events = new CopyOnWriteArrayList<>();
        join(to.listen(ALL, events::add));
        return events;
    }
}
