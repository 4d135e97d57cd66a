package io.larder.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RedisServersIT {

    @Test
    void standalone_started_answersAndCounts() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            RedisNode node = redis.nodes().get(0);
            redis.resetCommandCounts();

            assertThat(node.command("SET", "greeting", "grüezi")).isEqualTo("OK");
            assertThat(node.command("GET", "greeting")).isEqualTo("grüezi");
            assertThat(node.command("GET", "nothing")).isNull();
            assertThat(node.command("INCR", "counter")).isEqualTo(1L);
            assertThat(node.command("MGET", "greeting", "nothing"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsExactly("grüezi", null);

            assertThat(redis.keys()).containsExactlyInAnyOrder("greeting", "counter");
            assertThat(redis.commandCounts())
                    .containsEntry("get", 2L)
                    .containsEntry("set", 1L)
                    .doesNotContainKeys("info", "config");
            redis.flush();
            assertThat(redis.keys()).isEmpty();
            assertThat(redis.address()).isEqualTo("redis://127.0.0.1:" + node.port());
            assertThat(redis.topology()).isEqualTo("standalone");
            assertThat(redis.serverVersion()).matches("(Redis|Valkey) \\d+\\.\\d+\\.\\d+");
        }
    }

    @Test
    void commandBytes_notText_comesBackUnchanged() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            RedisNode node = redis.nodes().get(0);
            byte[] hostile = {0, (byte) 0xff, '\r', '\n', (byte) 0xc3};

            node.commandBytes("SET".getBytes(StandardCharsets.US_ASCII), new byte[] {1}, hostile);

            assertThat(node.commandBytes("GET".getBytes(StandardCharsets.US_ASCII), new byte[] {1}))
                    .isEqualTo(hostile);
        }
    }

    @Test
    void command_refusedByServer_throwsItsText() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            assertThatThrownBy(() -> redis.nodes().get(0).command("NONSENSE"))
                    .isInstanceOf(RedisError.class)
                    .hasMessageContaining("unknown command");
        }
    }

    @Test
    void stopAndStart_samePortAndNothingKept() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            RedisNode node = redis.nodes().get(0);
            node.command("SET", "a", "1");
            long before = node.pid();

            node.stop();
            assertThatThrownBy(() -> node.command("PING")).isInstanceOf(UncheckedIOException.class);
            node.start();

            assertThat(node.command("GET", "a")).isNull();
            assertThat(node.pid()).isNotEqualTo(before);
        }
    }

    @Test
    void pauseAndResume_serverKeepsItsData() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            RedisNode node = redis.nodes().get(0);
            node.command("SET", "a", "1");

            node.pause();
            assertThat(state(node)).isEqualTo("T");
            node.resume();

            assertThat(node.command("GET", "a")).isEqualTo("1");
        }
    }

    @Test
    void close_processGone() {
        RedisDeployment redis = RedisServers.standalone();
        long pid = redis.nodes().get(0).pid();

        redis.close();

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void cluster_started_everyNodeServesItsSlots() {
        try (RedisDeployment redis = RedisServers.cluster(3)) {
            assertThat(redis.nodes())
                    .hasSize(3)
                    .allSatisfy(node -> assertThat((String) node.command("CLUSTER", "INFO"))
                            .contains("cluster_state:ok", "cluster_size:3"));
            assertThat(redis.address()).startsWith("redis+cluster://127.0.0.1:");
            assertThat(redis.topology()).isEqualTo("cluster");

            int stored = 0;
            for (RedisNode node : redis.nodes()) {
                for (String key : List.of("a", "b", "c", "d", "e", "f")) {
                    stored += trySet(node, key);
                }
            }

            assertThat(stored).isEqualTo(6);
            assertThat(redis.keys()).hasSize(6);
            redis.flush();
            assertThat(redis.keys()).isEmpty();
        }
    }

    @Test
    void clusterWithReplicas_masterIsKilled_replicaTakesItsPlaceAndItComesBackAsReplica() {
        try (RedisDeployment redis = RedisServers.cluster(3, 1)) {
            List<RedisNode> nodes = redis.nodes();
            assertThat(nodes)
                    .extracting(RedisServersIT::role)
                    .containsExactly("master", "master", "master", "slave", "slave", "slave");
            RedisNode master = nodes.get(0);
            RedisNode replica = nodes.get(3);
            assertThat(master.command("SET", "b", "1")).isEqualTo("OK");
            assertThat(master.command("WAIT", "1", "5000")).isEqualTo(1L);

            master.stop();
            Await.until("the replica is master", () -> role(replica).equals("master"));
            Await.until(
                    "all slots are served",
                    () -> String.valueOf(nodes.get(1).command("CLUSTER", "INFO"))
                            .contains("cluster_state:ok"));

            assertThat(replica.command("GET", "b")).isEqualTo("1");
            master.start();
            Await.until("the old master is a replica", () -> role(master).equals("slave"));
        }
    }

    @Test
    void primaryWithReplica_write_reachesReplica() {
        try (RedisDeployment redis = RedisServers.primaryWithReplica()) {
            redis.nodes().get(0).command("SET", "a", "1");

            assertThat(redis.nodes().get(0).command("WAIT", "1", "5000")).isEqualTo(1L);
            assertThat(redis.nodes().get(1).command("GET", "a")).isEqualTo("1");
            redis.flush();
        }
    }

    @Test
    void sentinel_started_namesTheMaster() {
        try (RedisDeployment redis = RedisServers.sentinel(3)) {
            Object master = redis.sentinels().get(0).command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", "larder");

            assertThat(master)
                    .isEqualTo(List.of(
                            "127.0.0.1", Integer.toString(redis.nodes().get(0).port())));
        }
    }

    @Test
    void target_foreignClusterAddress_findsAllMasters() {
        try (RedisDeployment cluster = RedisServers.cluster(3)) {
            RedisDeployment foreign =
                    ForeignDeployment.at("redis+cluster://" + cluster.nodes().get(1));

            assertThat(foreign.nodes())
                    .extracting(RedisNode::port)
                    .containsExactlyInAnyOrderElementsOf(
                            cluster.nodes().stream().map(RedisNode::port).toList());
            RedisNode notOurs = foreign.nodes().get(0);
            assertThatThrownBy(notOurs::stop).isInstanceOf(UnsupportedOperationException.class);
            foreign.close();
            assertThat(cluster.nodes().get(0).command("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void target_foreignWithData_isRefused() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            redis.nodes().get(0).command("SET", "precious", "1");

            assertThatThrownBy(() -> ForeignDeployment.at(redis.address()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("1 keys");
            assertThat(redis.keys()).containsExactly("precious");
        }
    }

    @Test
    void target_foreignWithPasswordAndDatabase_logsIn() {
        try (RedisDeployment redis = RedisServers.standalone()) {
            RedisNode node = redis.nodes().get(0);
            node.command("CONFIG", "SET", "requirepass", "secret");

            RedisDeployment foreign = ForeignDeployment.at("redis://:secret@127.0.0.1:" + node.port() + "/3");
            foreign.nodes().get(0).command("SET", "a", "1");

            assertThat(foreign.keys()).containsExactly("a");
            assertThat(redis.keys()).isEmpty();
        }
    }

    private static int trySet(RedisNode node, String key) {
        try {
            node.command("SET", key, "1");
            return 1;
        } catch (RedisError e) {
            assertThat(e).hasMessageStartingWith("MOVED");
            return 0;
        }
    }

    private static String role(RedisNode node) {
        return String.valueOf(((List<?>) Objects.requireNonNull(node.command("ROLE"))).get(0));
    }

    private static String state(RedisNode node) {
        try {
            Process ps = new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(node.pid())).start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).substring(0, 1);
        } catch (java.io.IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
