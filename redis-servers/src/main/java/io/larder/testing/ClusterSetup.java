package io.larder.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes a cluster of single servers: deals out the slots, introduces the nodes, waits until they agree. */
final class ClusterSetup {

    static final List<String> NODE_ARGS = List.of(
            "--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf", "--cluster-node-timeout", "2000");

    private static final int SLOTS = 16_384;

    private ClusterSetup() {}

    static void join(List<RedisNode> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            RedisNode node = nodes.get(i);
            // Distinct epochs from the start: two nodes with the same one would have to settle that first.
            node.command("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            node.command(addSlots(i * SLOTS / nodes.size(), (i + 1) * SLOTS / nodes.size()));
            RedisNode first = nodes.get(0);
            node.command("CLUSTER", "MEET", first.host(), Integer.toString(first.port()));
        }
        nodes.forEach(node -> Await.until("cluster state ok on " + node, () -> agrees(node, nodes.size())));
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
}
