package io.larder.benchmarks.peer;

import java.util.Arrays;
import java.util.List;

/**
 * The servers that a peer is to use.
 *
 * @param cluster whether they form a cluster
 * @param nodes {@code host:port} of each
 */
record Deployment(boolean cluster, List<String> nodes) {

    /** Reads an address as Larder takes it: {@code redis://…} or {@code redis+cluster://…,…}. */
    static Deployment at(String address) {
        int start = address.indexOf("://") + 3;
        return new Deployment(
                address.startsWith("redis+cluster:"),
                Arrays.asList(address.substring(start).split(",", -1)));
    }

    String host(int node) {
        return nodes.get(node).substring(0, nodes.get(node).lastIndexOf(':'));
    }

    int port(int node) {
        return Integer.parseInt(nodes.get(node).substring(nodes.get(node).lastIndexOf(':') + 1));
    }
}
