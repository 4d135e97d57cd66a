package io.larder.internal.redis;

import static io.larder.internal.redis.Requests.failureOf;
import static io.larder.internal.redis.Requests.join;
import static io.larder.internal.redis.Requests.onThreads;
import static io.larder.internal.redis.Requests.text;
import static io.larder.internal.redis.Requests.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.larder.internal.redis.CacheKeys.Partition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.StoredEntry;
import io.larder.internal.store.WriteResult;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import io.larder.testing.SlotMove;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers and writers see while slots move from master to master. */
class ReshardingIT {

    private static final int THREADS = 8;
    private static final int KEYS_PER_THREAD = 16;
    private static final int PARTITIONS = 16;
    private static final int ROUNDS = 2;

    @AutoClose
    private static final RedisDeployment CLUSTER = RedisServers.cluster(3);

    private RedisConnection connection;
    private EntryStore store;

    @BeforeEach
    void openStore() {
        connection = RedisConnections.open(CLUSTER);
        store = connection.open("moving", PARTITIONS);
    }

    @AfterEach
    void destroyStore() {
        join(store.destroy());
        connection.close();
    }

    @Test
    void requests_slotsMove_noAcknowledgedWriteIsLostAndNoWrongValueRead() throws Exception {
        AtomicInteger done = new AtomicInteger();
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        CompletableFuture<?> moving = CompletableFuture.runAsync(this::moveSlots);
        onThreads(THREADS, thread -> {
            Journal journal = new Journal(thread);
            do {
                journal.step();
            } while (!moving.isDone());
            journal.check();
            done.addAndGet(journal.count);
            failed.addAll(journal.failures);
            return true;
        });
        moving.get(1, TimeUnit.SECONDS);
        assertThat(failed).as("failed of %s", done).isEmpty();
    }

    /** What one thread has written to its own entries, and therefore may read. */
    private final class Journal {

        private final int thread;
        private final Map<String, Set<@Nullable String>> possible = new HashMap<>();
        private final List<String> failures = new ArrayList<>();
        private int count;

        private Journal(int thread) {
            this.thread = thread;
        }

        /** Writes all entries, reads all, each time without waiting for one before the next. */
        private void step() {
            Map<String, CompletionStage<WriteResult>> written = new HashMap<>();
            for (int i = 0; i < KEYS_PER_THREAD; i++) {
                String keyText = "t" + thread + "." + i;
                String value = keyText + " " + count++;
                written.put(value, store.write(write(keyText, value)));
            }
            written.forEach((value, answer) -> {
                String keyText = value.substring(0, value.indexOf(' '));
                if (succeeds("write", answer)) {
                    possible.put(keyText, new HashSet<>(Set.of(value)));
                } else { // nobody knows
                    possible.computeIfAbsent(keyText, none -> nothing()).add(value);
                }
            });
            check();
        }

        private Set<@Nullable String> nothing() {
            Set<@Nullable String> nothing = new HashSet<>();
            nothing.add(null);
            return nothing;
        }

        private void check() {
            Map<String, CompletionStage<@Nullable StoredEntry>> found = new HashMap<>();
            possible.keySet().forEach(keyText -> found.put(keyText, store.read(keyText)));
            count += found.size();
            found.forEach((keyText, answer) -> {
                if (succeeds("read", answer)) {
                    assertThat(possible.get(keyText)).contains(text(join(answer)));
                }
            });
        }

        private boolean succeeds(String operation, CompletionStage<?> answer) {
            Throwable failure = failureOf(answer);
            if (failure != null) {
                assertThat(failure).isInstanceOf(CacheException.class);
                failures.add(operation + ": " + failure.getMessage());
            }
            return failure == null;
        }
    }

    /** Moves the slots of some partitions around the masters. */
    private void moveSlots() {
        List<Partition> partitions = CacheKeys.of("test", "moving", PARTITIONS, name -> SlotMove.slotOf(CLUSTER, name))
                .partitions();
        for (int round = 0; round < ROUNDS; round++) {
            for (Partition partition : partitions.subList(0, PARTITIONS / 2)) {
                SlotMove.begin(CLUSTER, partition.slot).finish();
            }
        }
    }
}
