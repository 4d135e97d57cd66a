package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.removal;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import io.larder.testing.SlotMove;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is asked of a slot of which some keys are still at the old master and some at the new one already. No server can
 * answer a command about both (it says {@code TRYAGAIN}), so the answer comes at the latest when all keys are together.
 */
class HalfMovedSlotIT {

    private static final List<String> TEXTS =
            IntStream.range(0, 40).mapToObj(i -> "k" + i).toList();

    @AutoClose
    private static final RedisDeployment CLUSTER = RedisServers.cluster(3);

    private RedisConnection connection;
    private EntryStore store;
    private SlotMove move;

    /** All entries are in one partition, and so in one slot. */
    @BeforeEach
    void beginToMove() {
        CLUSTER.flush();
        CLUSTER.resetCommandCounts(); // and of errors
        connection = RedisConnections.open(CLUSTER, Duration.ofSeconds(20));
        store = connection.open("moving", 1);
        TEXTS.forEach(keyText -> join(store.write(write(keyText, "old " + keyText))));
        Partition partition = CacheKeys.of("test", "moving", 1, name -> SlotMove.slotOf(CLUSTER, name))
                .partitions()
                .get(0);
        move = SlotMove.begin(CLUSTER, partition.slot);
        assertThat(move.moveSome()).isTrue();
    }

    @AfterEach
    void close() {
        connection.close();
    }

    @Test
    void read_slotHalfMoved_eachIsFound() {
        List<CompletionStage<@Nullable StoredEntry>> found =
                TEXTS.stream().map(store::read).toList();
        CompletionStage<@Nullable StoredEntry> none = store.read("none");
        finishAfterSomeAttempts();
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(text(join(found.get(i)))).isEqualTo("old " + TEXTS.get(i));
        }
        assertThat(join(none)).isNull();
    }

    @Test
    void write_slotHalfMoved_eachIsMadeOnce() {
        List<CompletionStage<WriteResult>> written = TEXTS.stream()
                .map(keyText -> store.write(write(keyText, "new " + keyText, Condition.IF_PRESENT)))
                .toList();
        CompletionStage<WriteResult> created = store.write(write("none", "new none", Condition.IF_ABSENT));
        CompletionStage<WriteResult> refused = store.write(write(TEXTS.get(0), "never", Condition.IF_ABSENT));
        CompletionStage<RemovalResult> removed = store.remove(removal(TEXTS.get(1), Condition.ALWAYS));
        finishAfterSomeAttempts();
        written.forEach(each -> assertThat(join(each).outcome()).isEqualTo(WriteResult.Outcome.UPDATED));
        assertThat(join(created).outcome()).isEqualTo(WriteResult.Outcome.CREATED);
        assertThat(join(refused).outcome()).isEqualTo(WriteResult.Outcome.REFUSED);
        assertThat(join(removed).outcome()).isEqualTo(RemovalResult.Outcome.REMOVED);
        for (String keyText : TEXTS) {
            assertThat(text(join(store.read(keyText))))
                    .isEqualTo(keyText.equals(TEXTS.get(1)) ? null : "new " + keyText);
        }
    }

    @Test
    void readAll_slotHalfMoved_allAreFound() {
        List<String> wanted = new ArrayList<>(TEXTS);
        wanted.add("none");
        CompletionStage<List<@Nullable StoredEntry>> found = store.readAll(wanted);
        finishAfterSomeAttempts();
        List<@Nullable StoredEntry> entries = join(found);
        for (int i = 0; i < TEXTS.size(); i++) {
            assertThat(text(entries.get(i))).isEqualTo("old " + TEXTS.get(i));
        }
        assertThat(entries.get(TEXTS.size())).isNull();
    }

    @Test
    void writeAll_slotHalfMoved_allAreMade() {
        List<Write> writes =
                TEXTS.stream().map(keyText -> write(keyText, "new " + keyText)).toList();
        List<CompletionStage<WriteResult>> written = store.writeAll(writes);
        finishAfterSomeAttempts();
        written.forEach(each -> assertThat(join(each).outcome()).isEqualTo(WriteResult.Outcome.UPDATED));
        for (String keyText : TEXTS) {
            assertThat(text(join(store.read(keyText)))).isEqualTo("new " + keyText);
        }
    }

    /** Moves the rest when the servers have refused for some time. */
    private void finishAfterSomeAttempts() {
        await().pollDelay(1500, TimeUnit.MILLISECONDS).until(() -> sentBackAndForth() >= 3);
        move.finish();
    }

    private long sentBackAndForth() {
        return CLUSTER.nodes().stream().mapToLong(HalfMovedSlotIT::refusals).sum();
    }

    /** How often a node has said {@code ASK} or {@code TRYAGAIN}. */
    private static long refusals(RedisNode node) {
        return String.valueOf(node.command("INFO", "errorstats"))
                .lines()
                .filter(line -> line.startsWith("errorstat_ASK:") || line.startsWith("errorstat_TRYAGAIN:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring(line.indexOf('=') + 1).trim()))
                .sum();
    }
}
