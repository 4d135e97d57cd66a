package io.larder.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.larder.ConnectionSettings;
import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import io.larder.internal.store.Condition;
import io.larder.internal.store.EntryStore;
import io.larder.internal.store.Interest;
import io.larder.internal.store.StoreEvent;
import io.larder.internal.store.Ttl;
import io.larder.internal.store.Write;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.config.Config;
import org.redisson.config.NameMapper;
import org.redisson.config.ReadMode;

/** How connections begin, end and fail. */
class RedisConnectionIT {

    @AutoClose
    private static final RedisDeployment SERVERS = RedisServers.standalone();

    private static final RedisNode NODE = SERVERS.nodes().get(0);

    @Test
    void open_nobodyListens_failsSoonAndNamesTheAddress() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Set<Thread> before = threads();
        long start = System.nanoTime();
        assertThatThrownBy(() -> RedisConnection.open(at(port, Optional.empty(), Optional.of("s3cret")), "x"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-301")
                .hasMessageContaining(":" + port)
                .hasMessageNotContaining("s3cret");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
        await().atMost(5, TimeUnit.SECONDS).until(() -> before.containsAll(threads()));
    }

    @Test
    void open_unknownHost_fails() {
        RedisAddress address = new RedisAddress(
                Topology.STANDALONE,
                false,
                List.of(new HostAndPort("no-such-host.invalid", 6379)),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> RedisConnection.open(RedisConnections.settings(address), "x"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-301")
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void open_passwords_wrongOrMissingAreRefusedAndRightOnesWork() {
        try (RedisDeployment guarded = RedisServers.standalone()) {
            RedisNode server = guarded.nodes().get(0);
            server.command("ACL", "SETUSER", "reader", "on", ">s3cret", "resetchannels", "~test:*", "&test:*", "+@all");
            server.command("CONFIG", "SET", "requirepass", "other");
            ConnectionSettings none = at(server.port(), Optional.empty(), Optional.empty());
            ConnectionSettings wrong = at(server.port(), Optional.of("reader"), Optional.of("no"));
            ConnectionSettings right = at(server.port(), Optional.of("reader"), Optional.of("s3cret"));
            for (ConnectionSettings bad : List.of(none, wrong)) {
                assertThatThrownBy(() -> RedisConnection.open(bad, "x"))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("LRD-302")
                        .hasMessageNotContaining("s3cret");
            }
            RedisConnection connection = RedisConnection.open(right, "x");
            List<StoreEvent> events = new CopyOnWriteArrayList<>();
            EntryStore store = connection.open("acl", 4);
            join(store.listen(new Interest(true, true, true), events::add));
            put(store, "a", "1");
            await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() == 1);
            join(store.destroy());
            connection.close();
        }
    }

    @Test
    void write_userMayNot_saysSo() {
        try (RedisDeployment guarded = RedisServers.standalone()) {
            RedisNode server = guarded.nodes().get(0);
            server.command("ACL", "SETUSER", "limited", "on", ">pw", "~other:*", "&*", "+@all");
            RedisConnection connection =
                    RedisConnection.open(at(server.port(), Optional.of("limited"), Optional.of("pw")), "x");
            assertThatThrownBy(() -> connection.open("acl", 4))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-303")
                    .hasMessageNotContaining("acl:");
            connection.close();
        }
    }

    @Test
    void open_badPrefixNameOrPartitions_isRefused() {
        RedisConnection connection = RedisConnections.open(SERVERS);
        assertThatThrownBy(() -> connection.open("n".repeat(513), 4))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-306");
        assertThatThrownBy(() -> connection.open("\u0000".repeat(1_000_000), 4)).hasMessageContaining("LRD-306");
        assertThatThrownBy(() -> connection.open("n", 0)).hasMessageContaining("LRD-307");
        assertThatThrownBy(() -> connection.open("n", 16_385)).hasMessageContaining("LRD-307");
        join(connection.open("n".repeat(512), 4).destroy());
        connection.close();
        for (String prefix : List.of("", "a{b", "a*", "a b", "é", "x".repeat(129))) {
            ConnectionSettings settings = withPrefix(prefix);
            assertThatThrownBy(() -> RedisConnection.open(settings, "x"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("LRD-308");
        }
    }

    @Test
    void open_unreadableTrustStore_isRefused() {
        ConnectionSettings plain = RedisConnections.settings(SERVERS);
        ConnectionSettings settings = new ConnectionSettings(
                plain.address(),
                plain.client(),
                plain.keyPrefix(),
                plain.timeout(),
                plain.connectTimeout(),
                plain.readFrom(),
                Optional.of(Path.of("no", "such", "store.p12")),
                Optional.of("s3cret"),
                true);
        assertThatThrownBy(() -> RedisConnection.open(settings, "x"))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-311")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void close_afterUse_leavesNoThreadNoClientAndNothingOpens() {
        Set<Thread> before = threads();
        RedisConnection connection = RedisConnection.open(RedisConnections.settings(SERVERS), "leaving");
        EntryStore store = connection.open("leaving", 4);
        join(store.listen(new Interest(true, true, true), event -> {}));
        put(store, "a", "1");
        assertThat((String) NODE.command("CLIENT", "LIST")).contains("name=leaving");
        Set<Thread> ours = threads();
        ours.removeAll(before);
        assertThat(ours)
                .hasSizeLessThanOrEqualTo(10)
                .allMatch(thread -> thread.getContextClassLoader() == null
                        || thread.getContextClassLoader() == RedisConnection.class.getClassLoader());

        connection.close();
        connection.close();

        await().atMost(5, TimeUnit.SECONDS).until(() -> before.containsAll(threads()));
        await().atMost(5, TimeUnit.SECONDS)
                .until(() -> !String.valueOf(NODE.command("CLIENT", "LIST")).contains("name=leaving"));
        assertThatThrownBy(() -> connection.open("again", 4))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("LRD-312");
    }

    @Test
    void open_threadsStartedByAnApplication_doNotHoldItsLoader() {
        ClassLoader application = new ClassLoader(RedisConnectionIT.class.getClassLoader()) {};
        Thread.currentThread().setContextClassLoader(application);
        try {
            RedisConnection connection = RedisConnections.open(SERVERS);
            EntryStore store = connection.open("loader", 4);
            join(store.listen(new Interest(true, true, true), event -> {}));
            put(store, "a", "1");
            assertThat(threads().stream()
                            .filter(thread -> thread != Thread.currentThread())
                            .filter(thread -> thread.getContextClassLoader() == application))
                    .isEmpty();
            join(store.destroy());
            connection.close();
        } finally {
            Thread.currentThread().setContextClassLoader(RedisConnectionIT.class.getClassLoader());
        }
    }

    @Test
    void client_broughtAlongWithNamesAndReplicas_isUsedAndLeftOpen() throws Exception {
        try (RedisDeployment cluster = RedisServers.cluster(3)) {
            Config config = new Config();
            config.setNameMapper(new NameMapper() {
                @Override
                public String map(String name) {
                    return "mapped/" + name;
                }

                @Override
                public String unmap(String name) {
                    return name.substring("mapped/".length());
                }
            });
            config.useClusterServers()
                    .addNodeAddress("redis://" + cluster.nodes().get(0))
                    .setReadMode(ReadMode.SLAVE);
            RedissonClient client = Redisson.create(config);
            ConnectionSettings settings =
                    RedisConnections.settings(RedisConnections.address(cluster), Optional.of(client));
            RedisConnection connection = RedisConnection.open(settings, "x");
            EntryStore store = connection.open("mapped", 16);
            List<StoreEvent> events = new CopyOnWriteArrayList<>();
            join(store.listen(new Interest(true, true, true), events::add));
            List<String> texts = List.of("a", "b", "c", "d", "e");
            texts.forEach(text -> put(store, text, "1"));
            assertThat(join(store.read("a"))).isNotNull();
            cluster.resetCommandCounts();
            assertThat(join(store.read("a"))).isNotNull();
            assertThat(cluster.commandCounts()).isEqualTo(Map.of("mget", 1L));
            assertThat(join(store.readAll(texts))).hasSize(5).doesNotContainNull();
            assertThat(join(store.scan(10).next())).hasSize(5);
            await().atMost(5, TimeUnit.SECONDS).until(() -> events.size() == 5);
            assertThat(cluster.keys()).allMatch(key -> key.startsWith("mapped/test:{mapped"));
            assertThat(connection.unwrap(RedissonClient.class)).isSameAs(client);
            join(store.destroy());
            assertThat(cluster.keys()).filteredOn(key -> !key.endsWith("}:w")).isEmpty();
            connection.close();
            assertThat(client.isShutdown()).isFalse();
            client.shutdown();
        }
    }

    @Test
    void embedded_twoConnections_shareOneServerThatEndsWithTheLast() {
        RedisAddress address = new RedisAddress(
                Topology.EMBEDDED, false, List.of(), 0, Optional.empty(), Optional.empty(), Optional.empty());
        long before = childrenOfThisJvm();
        RedisConnection first = RedisConnection.open(RedisConnections.settings(address), "first");
        RedisConnection second = RedisConnection.open(RedisConnections.settings(address), "second");
        put(first.open("c", 4), "a", "1");
        assertThat(join(second.open("c", 4).read("a"))).isNotNull();
        assertThat(childrenOfThisJvm()).isEqualTo(before + 1);
        first.close();
        assertThat(join(second.open("c", 4).read("a"))).isNotNull();
        second.close();
        await().atMost(5, TimeUnit.SECONDS).until(() -> childrenOfThisJvm() == before);
        RedisConnection third = RedisConnection.open(RedisConnections.settings(address), "third");
        assertThat(join(third.open("c", 4).read("a"))).isNull();
        third.close();
    }

    private static long childrenOfThisJvm() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
    }

    private static ConnectionSettings at(int port, Optional<String> user, Optional<String> password) {
        return RedisConnections.settings(new RedisAddress(
                Topology.STANDALONE,
                false,
                List.of(new HostAndPort("127.0.0.1", port)),
                0,
                Optional.empty(),
                user,
                password));
    }

    private static ConnectionSettings withPrefix(String prefix) {
        ConnectionSettings plain = RedisConnections.settings(SERVERS);
        return new ConnectionSettings(
                plain.address(),
                plain.client(),
                prefix,
                plain.timeout(),
                plain.connectTimeout(),
                plain.readFrom(),
                Optional.empty(),
                Optional.empty(),
                true);
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static void put(EntryStore store, String keyText, String value) {
        join(store.write(new Write(
                keyText,
                value.getBytes(UTF_8),
                Condition.ALWAYS,
                value.hashCode() + System.nanoTime(),
                Ttl.ETERNAL,
                Ttl.ETERNAL,
                false)));
    }

    private static <T> T join(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new CompletionException(e.getCause());
        }
    }
}
