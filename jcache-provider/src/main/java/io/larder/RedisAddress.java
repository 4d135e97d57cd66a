package io.larder;

import java.util.List;
import java.util.Optional;

/**
 * Where Redis is: one server, a cluster, a master watched by sentinels, or one that Larder starts itself. Immutable and
 * thread-safe.
 *
 * @param topology what stands there
 * @param tls whether to speak TLS
 * @param nodes the servers to ask first, {@code host:port}; empty for {@link Topology#EMBEDDED}
 * @param database the database number, 0 in a cluster
 * @param masterName the name the sentinels know the master by; empty for other topologies
 * @param username the ACL user, if any
 * @param password the password, if any; never part of {@link #toString()}
 */
public record RedisAddress(
        Topology topology,
        boolean tls,
        List<HostAndPort> nodes,
        int database,
        Optional<String> masterName,
        Optional<String> username,
        Optional<String> password) {

    /** The kinds of deployment. */
    public enum Topology {
        /** One server, perhaps with replicas that nobody needs to know of. */
        STANDALONE,
        /** A Redis Cluster. */
        CLUSTER,
        /** A master and its replicas, watched by Redis Sentinel. */
        SENTINEL,
        /** A server that Larder starts on a free loopback port and ends when the last manager closes. */
        EMBEDDED
    }

    /**
     * One server.
     *
     * @param host a name or address, IPv6 addresses without brackets
     * @param port the port
     */
    public record HostAndPort(String host, int port) {}

    /** Copies the list of nodes. {@inheritDoc} */
    public RedisAddress {
        nodes = List.copyOf(nodes);
    }

    /**
     * Reads an address: {@code redis://[user:password@]host[:port][/database]}, {@code redis+cluster://host[:port],...},
     * {@code redis+sentinel://host[:port],.../master[/database]}, each also with {@code rediss} for TLS, or
     * {@code embedded:}. The port is 6379, that of sentinels 26379, if it is left out. IPv6 addresses stand in brackets,
     * and special characters of user, password and master as percent escapes. A password without a user is written
     * {@code :password@}.
     *
     * @param text the address
     * @return the address
     * @throws javax.cache.CacheException if it is malformed; the message has the rule, but nothing of the address
     */
    public static RedisAddress parse(String text) {
        return RedisAddressParser.parse(text);
    }

    /** Returns the address without user and password. */
    @Override
    public String toString() {
        return topology + (tls ? "+TLS " : " ") + nodes + "/" + database
                + masterName.map(name -> " master " + name).orElse("");
    }
}
