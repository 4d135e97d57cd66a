package io.larder.benchmarks.peer;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.cache.HazelcastClientCachingProvider;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.HazelcastInstance;
import io.larder.benchmarks.plan.Operation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Caching;

/** Hazelcast's JCache provider: a client with a near cache, and one server of its own. */
final class HazelcastPeer {

    private static final String NEAR = "from its near cache, where it is there";

    private HazelcastPeer() {}

    static Peer open() {
        try {
            Process server = startServer();
            HazelcastInstance client = HazelcastClient.newHazelcastClient(configuration(port(server)));
            return JCachePeer.withNearCache(
                    Caching.getCachingProvider(HazelcastClientCachingProvider.class.getName())
                            .getCacheManager(null, null, HazelcastCachingProvider.propertiesByInstanceItself(client)),
                    Map.of(Operation.GET, NEAR, Operation.GET_ALL, NEAR),
                    () -> {
                        client.shutdown();
                        server.destroyForcibly();
                    },
                    Set.of(server.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process startServer() throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms1g",
                        "-Xmx1g",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HazelcastMember.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static int port(Process server) throws IOException {
        BufferedReader output = server.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(HazelcastMember.PORT_LINE)) {
                return Integer.parseInt(line.substring(HazelcastMember.PORT_LINE.length()));
            }
        }
        throw new IllegalStateException("Hazelcast's server did not start");
    }

    private static ClientConfig configuration(int port) {
        ClientConfig config = new ClientConfig();
        config.setClusterName(HazelcastMember.CLUSTER);
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.getNetworkConfig().addAddress("127.0.0.1:" + port);
        config.addNearCacheConfig(new NearCacheConfig("*"));
        HazelcastMember.serialization(config.getSerializationConfig());
        return config;
    }
}
