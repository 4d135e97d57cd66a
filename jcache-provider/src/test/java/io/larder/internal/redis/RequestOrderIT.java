package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.removal;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.RemovalResult;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import io.larder.testing.TcpRelay;
import io.larder.testing.TcpRelay.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What one thread asks about one entry without waiting happens in the order in which it asked, whatever others ask
 * meanwhile and however their requests go ahead of each other.
 */
class RequestOrderIT {

    private static final String KEY = "ordered";
    private static final int OTHERS = 6;

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    private TcpRelay relay;
    private RedisConnection connection;
    private EntryStore store;
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<Thread> others = new ArrayList<>();

    @BeforeEach
    void open() {
        SERVERS.flush();
        relay = TcpRelay.to(NODE);
        connection = RedisConnection.open(RedisConnections.settings(relay, Duration.ofSeconds(25)), "test");
        store = connection.open("order", 8);
        for (int i = 0; i < OTHERS; i++) {
            int thread = i;
            also(() -> load(thread));
        }
    }

    @AfterEach
    void close() throws Exception {
        over.set(true);
        for (Thread other : others) {
            other.join();
        }
        connection.close();
        relay.close();
    }

    private void also(Runnable task) {
        Thread thread = new Thread(() -> {
            while (!over.get()) {
                task.run();
            }
        });
        others.add(thread);
        thread.start();
    }

    /** Keeps the node busy, with the same entry too. */
    private void load(int thread) {
        List<CompletionStage<?>> asked = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            asked.add(store.read(i % 2 == 0 ? KEY : "k" + i));
            asked.add(store.write(write("k" + thread + i, "v")));
        }
        asked.forEach(Requests::join);
    }

    @Test
    void requests_ofOneThread_happenInOrder() {
        assertOrdered(200);
    }

    @Test
    void requests_answersComeLate_happenInOrder() {
        relay.delay(Direction.REPLIES, Duration.ofMillis(NodeQueue.SLOW_MILLIS + 15));
        assertOrdered(40);
    }

    @Test
    void requests_scriptsForgottenMeanwhile_happenInOrder() {
        also(() -> NODE.command("SCRIPT", "FLUSH"));
        assertOrdered(200);
    }

    @Test
    void requests_someTooLargeToShare_happenInOrder() {
        List<CompletionStage<WriteResult>> written = new ArrayList<>();
        List<CompletionStage<@Nullable StoredEntry>> read = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            byte[] payload = new byte[i % 3 == 0 ? 2 * Shipment.LARGE_BYTES + i : i];
            written.add(store.write(write(KEY, payload, Condition.ALWAYS)));
            read.add(store.read(KEY));
        }
        for (int i = 0; i < 40; i++) {
            join(written.get(i));
            assertThat(join(read.get(i)).payload())
                    .as("read %s", i)
                    .hasSize(i % 3 == 0 ? 2 * Shipment.LARGE_BYTES + i : i);
        }
    }

    /**
     * Each write but some is made only if the one before it was; each tenth one is followed by a removal. Now and then an
     * earlier one is waited for, so that what comes after meets those that are still held back.
     */
    private void assertOrdered(int count) {
        List<CompletionStage<WriteResult>> written = new ArrayList<>();
        Map<Integer, CompletionStage<@Nullable StoredEntry>> read = new HashMap<>();
        List<CompletionStage<RemovalResult>> removed = new ArrayList<>();
        List<CompletionStage<@Nullable StoredEntry>> readRemoved = new ArrayList<>();
        Condition next = Condition.IF_ABSENT;
        for (int i = 1; i <= count; i++) {
            Write write = write(KEY, "v" + i, next);
            next = Condition.ifVersion(write.version());
            written.add(store.write(write));
            if (i % 4 != 0) { // or no two changes would ever come one after the other
                read.put(i, store.read(KEY));
            }
            if (i % 10 == 0) {
                removed.add(store.remove(removal(KEY, next)));
                readRemoved.add(store.read(KEY));
                next = Condition.IF_ABSENT;
            }
            if (i % 7 == 0) {
                join(written.get(i - 4));
            }
        }
        for (int i = 1; i <= count; i++) {
            assertThat(join(written.get(i - 1)).outcome())
                    .as("write " + i)
                    .isEqualTo(i % 10 == 1 ? WriteResult.Outcome.CREATED : WriteResult.Outcome.UPDATED);
        }
        read.forEach((i, found) -> assertThat(text(join(found))).as("read " + i).isEqualTo("v" + i));
        removed.forEach(each -> assertThat(join(each).outcome()).isEqualTo(RemovalResult.Outcome.REMOVED));
        readRemoved.forEach(each -> assertThat(join(each)).isNull());
        assertThat(text(join(store.read(KEY)))).isNull();
    }
}
