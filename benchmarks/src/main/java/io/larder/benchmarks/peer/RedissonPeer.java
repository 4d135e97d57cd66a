package io.larder.benchmarks.peer;

import io.larder.benchmarks.plan.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.cache.Caching;

/** Redisson's own JCache provider with its defaults: Kryo, a pool of 64 connections. Only where Larder is not. */
final class RedissonPeer {

    private static final String LOSSY = "not atomic: updates get lost";

    private RedissonPeer() {}

    static Peer open(String address) {
        try {
            Path file = Files.createTempFile("benchmark-redisson-", ".yaml");
            try {
                Files.writeString(file, yaml(Deployment.at(address)));
                return JCachePeer.of(
                        Caching.getCachingProvider("org.redisson.jcache.JCachingProvider")
                                .getCacheManager(file.toUri(), RedissonPeer.class.getClassLoader()),
                        Map.of(Operation.INVOKE, LOSSY, Operation.INVOKE_ONE_KEY, LOSSY));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Deployment servers) {
        return servers.cluster()
                ? "clusterServersConfig:\n  nodeAddresses: [" + addresses(servers.nodes()) + "]\n"
                : "singleServerConfig:\n  address: " + addresses(servers.nodes()) + "\n";
    }

    private static String addresses(List<String> nodes) {
        return nodes.stream().map(node -> "\"redis://" + node + "\"").collect(Collectors.joining(", "));
    }
}
