package io.larder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Makes a cluster of single servers: deals out the slots and the replicas, introduces the nodes, waits until they agree. */
final class ClusterSetup {

    static final List<String> NODE_ARGS = List.of(
            "--cluster-enabled",
            "yes",
            "--cluster-config-file",
            "nodes.conf",
            "--cluster-node-timeout",
            "2000",
            "--repl-diskless-sync-delay",
            "0");

    private static final int SLOTS = 16_384;

    /** A replica's line in the answer to CLUSTER NODES: id, address, flags. */
    private static final Pattern REPLICA = Pattern.compile("(?m)^\\S+ \\S+ \\S*slave");

    private ClusterSetup() {}

    /** The first nodes become masters; the others their replicas, dealt out in turn. */
    static void join(List<RedisNode> nodes, int masters) {
        RedisNode first = nodes.get(0);
        for (int i = 0; i < nodes.size(); i++) {
            RedisNode node = nodes.get(i);
            // Distinct epochs from the start: two nodes with the same one would have to settle that first.
            node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            if (i < masters) {
                node.command(addSlots(i * SLOTS / masters, (i + 1) * SLOTS / masters));
            }
            node.command("CLUSTER", "MEET", first.host(), Integer.toString(first.port()));
        }
        nodes.forEach(node -> Await.until("cluster state ok on " + node, () -> agrees(node, nodes.size())));
        if (nodes.size() > masters) {
            replicate(nodes, masters);
        }
    }

    private static void replicate(List<RedisNode> nodes, int masters) {
        List<RedisNode> replicas = nodes.subList(masters, nodes.size());
        for (int i = 0; i < replicas.size(); i++) {
            String master = String.valueOf(nodes.get(i % masters).command("CLUSTER", "MYID"));
            replicas.get(i).command("CLUSTER", "REPLICATE", master);
        }
        replicas.forEach(replica -> Await.until("replica in sync on " + replica, () -> hasCaughtUp(replica)));
        nodes.forEach(node -> Await.until("replicas known to " + node, () -> knownReplicas(node) == replicas.size()));
    }

    /** One by one: ADDSLOTSRANGE is newer than Redis 6.2. */
    private static String[] addSlots(int from, int to) {
        List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
        IntStream.range(from, to).mapToObj(Integer::toString).forEach(command::add);
        return command.toArray(String[]::new);
    }

    private static boolean agrees(RedisNode node, int size) {
        String info = String.valueOf(node.command("CLUSTER", "INFO"));
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_assigned:" + SLOTS)
                && info.contains("cluster_known_nodes:" + size);
    }

    private static boolean hasCaughtUp(RedisNode replica) {
        return String.valueOf(replica.command("INFO", "replication")).contains("master_link_status:up");
    }

    /** A master votes only for a node that it knows as a replica of the master that has failed. */
    private static long knownReplicas(RedisNode node) {
        return REPLICA.matcher(String.valueOf(node.command("CLUSTER", "NODES")))
                .results()
                .count();
    }
}
