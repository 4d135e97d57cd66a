package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.TagPosition;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult.Outcome;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of tags whatever happens to their stamps, and what they cost. */
class TagStampsIT {

    private static final int PARTITIONS = 4;
    private static final String CACHE = "tagged";

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    private RedisConnection connection;
    private EntryStore store;

    @BeforeEach
    void connect() {
        SERVERS.flush();
        connection = RedisConnections.open(SERVERS);
        store = connection.open(CACHE, PARTITIONS);
    }

    @AfterEach
    void closeConnection() {
        connection.close();
    }

    @Test
    void read_stampDeletedByHand_isAMissAndStaysOne() {
        join(store.write(eternal("a", "1").withTags(List.of("red", "green"))));
        join(store.write(eternal("b", "2").withTags(List.of("green"))));
        assertThat(NODE.command("DEL", partition("a").tag("red"))).isEqualTo(1L);
        assertThat(join(store.read("a"))).isNull();
        assertThat(text(join(store.read("b")))).isEqualTo("2");

        String beside = besides("a");
        join(store.write(eternal(beside, "3").withTags(List.of("red"))));
        assertThat(text(join(store.read(beside)))).isEqualTo("3");
        assertThat(join(store.read("a"))).isNull();
        assertThat(join(store.readAndTouch("a", Ttl.ETERNAL))).isNull();
        assertThat(join(store.write(eternal("a", "4", Condition.IF_ABSENT))).outcome())
                .isEqualTo(Outcome.CREATED);
    }

    @Test
    void write_somethingElseInThePlaceOfAStamp_isReplaced() {
        String stamp = partition("a").tag("red");
        for (List<String> other : List.of(
                List.of("SET", stamp, "not six"), List.of("SET", stamp, ""), List.of("RPUSH", stamp, "abcdef"))) {
            NODE.command("DEL", stamp);
            NODE.command(other.toArray(String[]::new));
            assertThat(join(store.write(eternal("a", "1").withTags(List.of("red"))))
                            .outcome())
                    .isEqualTo(Outcome.WRITTEN);
            assertThat(text(join(store.read("a")))).isEqualTo("1");
            NODE.command("DEL", stamp);
            NODE.command(other.toArray(String[]::new));
            assertThat(join(store.read("a"))).isNull();
            assertThat(join(store.readAndTouch("a", Ttl.ETERNAL))).isNull();
        }
    }

    @Test
    void write_sinceAPositionThatIsLost_isRefused() {
        TagPosition before = join(store.tagPosition("a"));
        NODE.command("DEL", partition("a").lately);
        assertThat(outcome(eternal("a", "1").withTags(List.of("red")).since(before)))
                .isEqualTo(Outcome.REFUSED);
        join(store.invalidateTags(List.of("green")));
        assertThat(outcome(eternal("a", "1").withTags(List.of("red")).since(before)))
                .isEqualTo(Outcome.REFUSED);
        TagPosition now = join(store.tagPosition("a"));
        assertThat(now.epoch()).isNotEqualTo(before.epoch());
        assertThat(outcome(eternal("a", "1").withTags(List.of("red")).since(now)))
                .isNotEqualTo(Outcome.REFUSED);
        NODE.command("SET", partition("a").lately, "something else");
        assertThat(outcome(eternal("a", "2").withTags(List.of("red")).since(now)))
                .isEqualTo(Outcome.REFUSED);
        assertThat(text(join(store.read("a")))).isEqualTo("1");
    }

    @Test
    void write_withTtl_leavesNothingWhenItIsOver() {
        for (int i = 0; i < 50; i++) {
            join(store.write(lasting("k" + i, 200, 300).withTags(List.of("red", "t" + i))));
            join(store.write(lasting("k" + i, 200, 300).withTags(List.of("red", "u" + i))));
            join(store.readAndTouch("k" + i, Ttl.ofMillis(400)));
            join(store.write(unchanged("k" + i).withTags(List.of("red", "v" + i))));
        }
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> SERVERS.keys().stream().noneMatch(key -> key.contains("}:t:") || key.contains("}:e:")));
        assertThat(SERVERS.keys()).allMatch(key -> key.endsWith("}:g") || key.endsWith("}:m"));
    }

    @Test
    void write_untagged_leavesNothingOfTags() {
        join(store.write(eternal("a", "1")));
        assertThat(SERVERS.keys()).hasSize(3).noneMatch(key -> key.contains("}:t:") || key.endsWith("}:i"));
        Object bytes = NODE.command("GETRANGE", partition("a").entry("a"), "0", "0");
        assertThat(bytes).isEqualTo("\1");
    }

    @Test
    void destroy_taggedEntries_leavesNothing() {
        join(store.write(eternal("a", "1").withTags(List.of("red"))));
        join(store.tagPosition("b"));
        join(store.invalidateTags(List.of("green")));
        join(store.destroy());
        assertThat(SERVERS.keys()).isEmpty();
    }

    @Test
    void invalidateTags_tenOrTenThousandEntries_costsTheSame() {
        Map<String, Long> ten = costOfInvalidating(10);
        Map<String, Long> many = costOfInvalidating(10_000);
        assertThat(many).isEqualTo(ten).containsEntry("evalsha", 1L).containsEntry("unlink", (long) PARTITIONS);
    }

    private Map<String, Long> costOfInvalidating(int entries) {
        List<Write> writes = IntStream.range(0, entries)
                .mapToObj(i -> eternal("k" + i, "value").withTags(List.of("red")))
                .toList();
        store.writeAll(writes).forEach(Requests::join);
        join(store.invalidateTags(List.of("other"))); // so that the script is known
        Map<String, Long> cost = cost(() -> join(store.invalidateTags(List.of("red"))));
        assertThat(join(store.scan(10).next())).isEmpty();
        return cost;
    }

    @Test
    void read_taggedEntry_isOneCommandForWhoKnowsItsTags() {
        join(store.write(eternal("a", "1").withTags(List.of("red", "green"))));
        assertThat(cost(() -> join(store.read("a")))).isEqualTo(Map.of("mget", 1L));

        RedisConnection other = RedisConnections.open(SERVERS);
        try {
            EntryStore stranger = other.open(CACHE, PARTITIONS);
            assertThat(cost(() -> join(stranger.read("a")))).isEqualTo(Map.of("mget", 2L));
            assertThat(cost(() -> join(stranger.read("a")))).isEqualTo(Map.of("mget", 1L));
            assertThat(cost(() -> join(stranger.readAll(List.of("a", "b"))))).isEqualTo(Map.of("mget", 1L));
            join(store.write(eternal("a", "2")));
            assertThat(cost(() -> join(stranger.read("a")))).isEqualTo(Map.of("mget", 1L));
            join(store.write(eternal("a", "3").withTags(List.of("blue"))));
            assertThat(cost(() -> assertThat(text(join(stranger.read("a")))).isEqualTo("3")))
                    .isEqualTo(Map.of("mget", 2L));
        } finally {
            other.close();
        }
    }

    @Test
    void write_thatDoesNotDependOnWhatIsThere_doesNotLookAtIt() {
        Write write = lasting("a", 60_000, 60_000).withTags(List.of("red"));
        join(store.write(write));
        assertThat(cost(() -> join(store.write(lasting("a", 30_000, 30_000).withTags(List.of("red"))))))
                .isEqualTo(Map.of("evalsha", 1L, "mget", 2L, "pttl", 1L, "set", 1L));
        assertThat(cost(() -> join(store.write(lasting("a", 30_000, 30_000)))))
                .isEqualTo(Map.of("evalsha", 1L, "mget", 1L, "set", 1L));
    }

    @Test
    void invalidateTags_serverThatIsFull_isMadeAllTheSame() {
        join(store.write(eternal("a", "1").withTags(List.of("red"))));
        join(store.invalidateTags(List.of("other")));
        NODE.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
        NODE.command("CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> join(store.write(eternal("b", "2").withTags(List.of("red")))))
                    .hasCauseInstanceOf(CacheException.class);
            join(store.invalidateTags(List.of("red")));
        } finally {
            NODE.command("CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(join(store.read("a"))).isNull();
        assertThat(join(store.read("b"))).isNull();
    }

    /** Reader and scripts must agree on what is an entry, or one would show what the other does not protect. */
    @Test
    void read_spoiledRecord_isAnEntryForReaderAndScriptsOrForNeither() {
        join(store.write(eternal("a", "the value").withTags(List.of("red", "green", "blue"))));
        byte[] name = partition("a").entry("a").getBytes(UTF_8);
        byte[] whole = rawBytes("a");
        Random random = new Random(11);
        int entries = 0;
        for (int round = 0; round < 600; round++) {
            byte[] spoiled = spoiled(whole, round, random);
            NODE.commandBytes("SET".getBytes(UTF_8), name, spoiled);
            boolean read = join(store.read("a")) != null;
            boolean refused = outcome(eternal("a", "x", Condition.IF_ABSENT)) == Outcome.REFUSED;
            assertThat(refused)
                    .as("as the reader sees %s", Arrays.toString(spoiled))
                    .isEqualTo(read);
            entries += read ? 1 : 0;
        }
        assertThat(entries).isBetween(50, 550);
    }

    private byte[] spoiled(byte[] whole, int round, Random random) {
        byte[] spoiled = Arrays.copyOf(whole, round < whole.length ? round : whole.length);
        if (round >= whole.length) {
            int at = random.nextInt(3) == 0 ? 0 : random.nextInt(spoiled.length);
            spoiled[at] = at == 0 ? (byte) (random.nextInt(4) << 4 | 1) : (byte) random.nextInt();
        }
        return spoiled;
    }

    private byte[] rawBytes(String keyText) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String name = partition(keyText).entry(keyText);
        long length = (Long) Objects.requireNonNull(NODE.command("STRLEN", name));
        for (int i = 0; i < length; i++) {
            // One by one, and as bits, for the connection of the test reads text.
            Object bits = NODE.command("BITFIELD", name, "GET", "u8", "#" + i);
            bytes.write(((Long) ((List<?>) Objects.requireNonNull(bits)).get(0)).intValue());
        }
        return bytes.toByteArray();
    }

    private static Map<String, Long> cost(Runnable task) {
        SERVERS.resetCommandCounts();
        task.run();
        Map<String, Long> counts = new TreeMap<>(SERVERS.commandCounts());
        counts.keySet()
                .removeAll(
                        List.of("ping", "client", "client|setname", "client|setinfo", "hello", "auth", "script|load"));
        return counts;
    }

    private Outcome outcome(Write write) {
        return join(store.write(write)).outcome();
    }

    private static CacheKeys.Partition partition(String keyText) {
        return keys().partitionOf(keyText);
    }

    /** Returns a key of the same partition. */
    private static String besides(String keyText) {
        return IntStream.range(0, 1000)
                .mapToObj(i -> "beside" + i)
                .filter(text -> partition(text).stamp.equals(partition(keyText).stamp))
                .findFirst()
                .orElseThrow();
    }

    private static CacheKeys keys() {
        return CacheKeys.of("test", CACHE, PARTITIONS, key -> 0);
    }

    private static Write eternal(String keyText, String value) {
        return eternal(keyText, value, Condition.ALWAYS);
    }

    private static Write eternal(String keyText, String value, Condition condition) {
        long version = new Random().nextLong();
        return new Write(keyText, value.getBytes(UTF_8), condition, version, Ttl.ETERNAL, Ttl.ETERNAL, false);
    }

    /** Leaves the time to live as it is, and gives a new entry none that is long. */
    private static Write unchanged(String keyText) {
        long version = new Random().nextLong();
        return new Write(keyText, new byte[] {2}, Condition.ALWAYS, version, Ttl.ofMillis(200), Ttl.UNCHANGED, false);
    }

    private static Write lasting(String keyText, long onCreationMillis, long onUpdateMillis) {
        long version = new Random().nextLong();
        return new Write(
                keyText,
                new byte[] {1},
                Condition.ALWAYS,
                version,
                Ttl.ofMillis(onCreationMillis),
                Ttl.ofMillis(onUpdateMillis),
                false);
    }
}
