package io.larder.internal.redis;

import io.larder.ConnectionSettings;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import io.larder.testing.RedisDeployment;
import io.larder.testing.TcpRelay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.redisson.api.RedissonClient;

/** Settings that reach the servers of a test. */
final class RedisConnections {

    private RedisConnections() {}

    static RedisConnection open(RedisDeployment servers) {
        return RedisConnection.open(settings(servers), "test");
    }

    static ConnectionSettings settings(RedisDeployment servers) {
        return settings(address(servers));
    }

    static RedisConnection open(RedisDeployment servers, Duration timeout) {
        return RedisConnection.open(
                settings(address(servers), Optional.empty(), timeout, Duration.ofSeconds(10)), "test");
    }

    /** Settings that reach a server through a relay, and wait so long for each answer. */
    static ConnectionSettings settings(TcpRelay relay, Duration timeout) {
        RedisAddress address = new RedisAddress(
                Topology.STANDALONE,
                false,
                List.of(new HostAndPort(relay.host(), relay.port())),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return settings(address, Optional.empty(), timeout, Duration.ofSeconds(10));
    }

    static RedisAddress address(RedisDeployment servers) {
        return address(servers, Optional.empty(), Optional.empty());
    }

    static RedisAddress address(RedisDeployment servers, Optional<String> user, Optional<String> password) {
        Topology topology = servers.address().startsWith("redis+cluster") ? Topology.CLUSTER : Topology.STANDALONE;
        return new RedisAddress(
                topology,
                false,
                servers.nodes().stream()
                        .map(node -> new HostAndPort(node.host(), node.port()))
                        .toList(),
                0,
                Optional.empty(),
                user,
                password);
    }

    static ConnectionSettings settings(RedisAddress address) {
        return settings(address, Optional.empty());
    }

    static ConnectionSettings settings(RedisAddress address, Optional<RedissonClient> client) {
        return settings(address, client, Duration.ofSeconds(3), Duration.ofSeconds(2));
    }

    private static ConnectionSettings settings(
            RedisAddress address, Optional<RedissonClient> client, Duration timeout, Duration connectTimeout) {
        return new ConnectionSettings(
                address,
                client,
                "test",
                timeout,
                connectTimeout,
                ReadFrom.MASTER,
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
