package io.larder.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.ConnectionSettings;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.Removal;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.internal.store.WriteResult;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** What is different where there is more than one server. */
class TopologiesIT {

    @Test
    void cluster_scriptsForgottenMeanwhile_eachWriteAndRemovalHappensOnce() throws Exception {
        try (RedisDeployment cluster = RedisServers.cluster(3)) {
            RedisConnection connection = RedisConnections.open(cluster);
            EntryStore store = connection.open("c", 32);
            AtomicBoolean done = new AtomicBoolean();
            Thread flusher = new Thread(() -> {
                while (!done.get()) {
                    cluster.nodes().forEach(node -> node.command("SCRIPT", "FLUSH"));
                }
            });
            flusher.start();
            try {
                for (int round = 0; round < 10; round++) {
                    store.writeAll(IntStream.range(0, 300)
                                    .mapToObj(i -> write("k" + i, "v"))
                                    .toList())
                            .forEach(result ->
                                    assertThat(join(result).outcome()).isEqualTo(WriteResult.Outcome.CREATED));
                    store.removeAll(IntStream.range(0, 300)
                                    .mapToObj(i -> new Removal("k" + i, Condition.ALWAYS, i, true))
                                    .toList())
                            .forEach(result ->
                                    assertThat(join(result).previous()).isNotNull());
                }
            } finally {
                done.set(true);
                flusher.join();
            }
            join(store.destroy());
            assertThat(cluster.keys()).isEmpty();
            connection.close();
        }
    }

    @Test
    void cluster_oneMasterDies_othersGoOn() {
        try (RedisDeployment cluster = RedisServers.cluster(3)) {
            cluster.nodes().forEach(node -> node.command("CONFIG", "SET", "cluster-require-full-coverage", "no"));
            RedisConnection connection = RedisConnections.open(cluster);
            EntryStore store = connection.open("c", 32);
            List<Write> writes =
                    IntStream.range(0, 300).mapToObj(i -> write("k" + i, "v")).toList();
            store.writeAll(writes).forEach(TopologiesIT::join);
            cluster.nodes().get(1).stop();

            long served = store
                    .writeAll(IntStream.range(0, 300)
                            .mapToObj(i -> write("k" + i, "w"))
                            .toList())
                    .stream()
                    .filter(TopologiesIT::succeeds)
                    .count();

            assertThat(served).isBetween(120L, 280L);
            connection.close();
        }
    }

    @Test
    void cluster_commands_areOnePerPartitionAndNoneAsksTwice() {
        try (RedisDeployment cluster = RedisServers.cluster(3)) {
            RedisConnection connection = RedisConnections.open(cluster);
            EntryStore store = connection.open("c", 8);
            List<String> texts = IntStream.range(0, 100).mapToObj(i -> "k" + i).toList();
            store.writeAll(texts.stream().map(text -> write(text, "v")).toList())
                    .forEach(TopologiesIT::join);
            cluster.resetCommandCounts();
            assertThat(join(store.read("k1"))).isNotNull();
            assertThat(cluster.commandCounts()).containsEntry("mget", 1L).doesNotContainKey("evalsha");
            cluster.resetCommandCounts();
            assertThat(join(store.readAll(texts))).doesNotContainNull();
            assertThat(cluster.commandCounts()).containsEntry("mget", 8L);
            cluster.resetCommandCounts();
            store.writeAll(texts.stream().map(text -> write(text, "w")).toList())
                    .forEach(TopologiesIT::join);
            assertThat(cluster.commandCounts()).containsEntry("evalsha", 8L);
            connection.close();
        }
    }

    @Test
    void sentinel_masterFailsOver_scriptsAndListenersComeBack() {
        try (RedisDeployment watched = RedisServers.sentinel(3)) {
            RedisAddress address = sentinelsOf(watched);
            RedisConnection connection = RedisConnection.open(RedisConnections.settings(address), "x");
            EntryStore store = connection.open("c", 4);
            List<StoreEvent> events = new CopyOnWriteArrayList<>();
            join(store.listen(new Interest(true, true, true), events::add));
            join(store.write(write("a", "1")));
            await().atMost(10, TimeUnit.SECONDS).until(() -> events.size() == 1);
            watched.nodes().get(0).stop();
            await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
                join(store.write(write("b", "2")));
                return events.stream().anyMatch(event -> event.keyText().equals("b"));
            });
            assertThat(join(store.read("b"))).isNotNull();
            connection.close();
        }
    }

    @Test
    void sentinel_readFromReplica_asksItAsSoonAsItIsThere() {
        try (RedisDeployment watched = RedisServers.sentinel(1)) {
            RedisAddress address = sentinelsOf(watched);
            ConnectionSettings master = RedisConnections.settings(address);
            ConnectionSettings replica = new ConnectionSettings(
                    address,
                    Optional.empty(),
                    master.keyPrefix(),
                    master.timeout(),
                    master.connectTimeout(),
                    ReadFrom.REPLICA,
                    Optional.empty(),
                    Optional.empty(),
                    true);
            RedisConnection connection = RedisConnection.open(replica, "x");
            EntryStore store = connection.open("c", 4);
            join(store.write(write("a", "1")));
            RedisNode second = watched.nodes().get(1);
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> join(store.read("a")) != null
                            && String.valueOf(second.command("INFO", "commandstats"))
                                    .contains("cmdstat_mget"));
            connection.close();
        }
    }

    private static RedisAddress sentinelsOf(RedisDeployment watched) {
        return new RedisAddress(
                Topology.SENTINEL,
                false,
                endpoints(watched.sentinels()),
                0,
                Optional.of("larder"),
                Optional.empty(),
                Optional.empty());
    }

    private static List<HostAndPort> endpoints(List<RedisNode> nodes) {
        return nodes.stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .toList();
    }

    private static boolean succeeds(CompletionStage<?> stage) {
        try {
            join(stage);
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasCauseInstanceOf(CacheException.class);
            return false;
        }
    }

    private static Write write(String keyText, String value) {
        long version = ThreadLocalRandom.current().nextLong();
        return new Write(keyText, value.getBytes(UTF_8), Condition.ALWAYS, version, Ttl.ETERNAL, Ttl.UNCHANGED, false);
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
