package io.larder.internal.redis;

import io.larder.ConnectionSettings;
import io.larder.ReadFrom;
import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.RedisAddress.Topology;
import io.larder.testing.RedisDeployment;
import java.time.Duration;
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
        return new ConnectionSettings(
                address,
                client,
                "test",
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                ReadFrom.MASTER,
                Optional.empty(),
                Optional.empty(),
                true);
    }
}
