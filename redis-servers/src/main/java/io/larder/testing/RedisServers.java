package io.larder.testing;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Starts real servers on 127.0.0.1 and free ports, without persistence, in folders that go with them. They run the
 * program that embedded-redis carries, or the one named by the system property {@code test.redis.server}.
 */
public final class RedisServers {

    private static final int MASTERS = 3;

    private RedisServers() {}

    /**
     * Starts one server.
     *
     * @param extraArgs further arguments of redis-server, {@code "--maxmemory", "10mb"} for example
     */
    public static RedisDeployment standalone(String... extraArgs) {
        RedisNode node = RedisNode.own(ServerProcess.startNew(List.of(extraArgs)));
        return new RedisDeployment("redis://" + node, List.of(node));
    }

    /** Starts a cluster of this many masters, without replicas; returns when every node sees all slots served. */
    public static RedisDeployment cluster(int masters) {
        return cluster(masters, 0);
    }

    /**
     * Starts a cluster of this many masters with this many replicas each; returns when every node sees all slots served and
     * every replica has caught up. If a master dies, one of its replicas takes its place after some seconds.
     */
    public static RedisDeployment cluster(int masters, int replicasPerMaster) {
        List<RedisNode> nodes = IntStream.range(0, masters * (1 + replicasPerMaster))
                .parallel()
                .mapToObj(i -> RedisNode.own(ServerProcess.startNew(ClusterSetup.NODE_ARGS)))
                .toList();
        try {
            ClusterSetup.join(nodes, masters);
        } catch (RuntimeException e) {
            nodes.forEach(RedisNode::close);
            throw e;
        }
        return new RedisDeployment("redis+cluster://" + join(nodes), nodes);
    }

    /** Starts a master and a replica that has caught up with it; the address names the master. */
    public static RedisDeployment primaryWithReplica() {
        return Replication.startPair();
    }

    /** Starts a master, a replica and this many sentinels that watch them under the name {@code larder}. */
    public static RedisDeployment sentinel(int sentinels) {
        return Replication.startWatchedPair(sentinels);
    }

    /**
     * What this test run is to use: the running deployment that {@code test.redis.address} names, or new servers in the
     * topology {@code test.redis.topology}, {@code standalone} (the default) or {@code cluster}.
     */
    public static RedisDeployment target() {
        String address = System.getProperty("test.redis.address", "");
        if (!address.isBlank()) {
            return ForeignDeployment.at(address);
        }
        String topology = System.getProperty("test.redis.topology", "standalone");
        return switch (topology.toLowerCase(Locale.ROOT)) {
            case "", "standalone" -> standalone();
            case "cluster" -> cluster(MASTERS);
            default ->
                throw new IllegalArgumentException(
                        "-Dtest.redis.topology=" + topology + ": only standalone and cluster can be started");
        };
    }

    static String join(List<RedisNode> nodes) {
        return nodes.stream().map(RedisNode::toString).collect(Collectors.joining(","));
    }
}
