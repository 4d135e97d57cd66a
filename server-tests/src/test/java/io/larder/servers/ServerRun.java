package io.larder.servers;

import io.larder.testing.FreePorts;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Before Arquillian starts the server: Redis, free ports for the server to listen on, and its files. */
public final class ServerRun implements LauncherSessionListener {

    private static final List<String> PORTS = List.of("http", "https", "admin", "stop", "http2", "https2", "admin2");
    private static @Nullable RedisDeployment redis;

    private final Set<Integer> taken = new HashSet<>();

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        String server = System.getProperty("test.server");
        if (server == null || RunOrNot.reason().isPresent()) {
            return; // a run without a server
        }
        System.setProperty("arquillian.launch", server);
        RedisDeployment deployment = RedisServers.target();
        redis = deployment;
        System.setProperty("test.redis", deployment.address()); // for arquillian.xml
        Map<String, Integer> ports = new HashMap<>();
        for (String name : PORTS) {
            int port = freePort();
            ports.put(name, port);
            System.setProperty("test.port." + name, String.valueOf(port));
        }
        try {
            new ServerFiles(
                            Path.of(System.getProperty("test.server.home")),
                            ports,
                            this::freePort,
                            deployment.address(),
                            Path.of(System.getProperty("test.shop")))
                    .write(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (redis != null) {
            redis.close();
        }
    }

    /** The Redis of this run, which the server's applications use. */
    static RedisDeployment redis() {
        return Objects.requireNonNull(redis, "the run has not begun");
    }

    /** One that nobody listens on, and that has not been given away before. */
    private int freePort() {
        int port = FreePorts.next();
        return taken.add(port) ? port : freePort();
    }
}
