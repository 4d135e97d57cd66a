package io.larder.internal.redis;

import io.larder.RedisAddress;
import io.larder.RedisAddress.HostAndPort;
import io.larder.internal.error.RedisErrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Redis that Larder starts itself, for quickstarts and tests: one per JVM, there as long as somebody has a lease. On
 * a free loopback port, without persistence. Thread-safe.
 */
final class EmbeddedRedis {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final int ATTEMPTS = 3;

    private static @Nullable EmbeddedRedis running;

    private final EmbeddedServer server;
    private final int port;
    private final Thread atExit;
    private int leases;

    private EmbeddedRedis(EmbeddedServer server, int port) {
        this.server = server;
        this.port = port;
        atExit = new Thread(null, server::stop, "larder-embedded-redis-exit", 0, false);
        atExit.setContextClassLoader(EmbeddedRedis.class.getClassLoader()); // others may use the server longer
    }

    /**
     * Starts the server, unless it runs, and keeps it until the lease is closed.
     *
     * @throws javax.cache.CacheException if it is not on the class path or does not start
     */
    static synchronized Lease lease() {
        if (running == null) {
            running = start();
        }
        running.leases++;
        return new Lease(running);
    }

    private static EmbeddedRedis start() {
        IOException last = new IOException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                int port = freePort();
                EmbeddedRedis started = new EmbeddedRedis(EmbeddedServer.start(port), port);
                Runtime.getRuntime().addShutdownHook(started.atExit);
                LOG.info("Embedded Redis started on 127.0.0.1:{}; it keeps nothing and is not for production", port);
                return started;
            } catch (IOException e) {
                last = e;
            } catch (NoClassDefFoundError e) {
                throw RedisErrors.embeddedServerMissing(e);
            }
        }
        throw RedisErrors.embeddedServerFailed(last);
    }

    /** Somebody may take the port before the server does; the next attempt gets another one. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static synchronized void giveBack(EmbeddedRedis from) {
        from.leases--;
        if (from.leases > 0) {
            return;
        }
        running = null;
        from.server.stop();
        try {
            Runtime.getRuntime().removeShutdownHook(from.atExit);
        } catch (IllegalStateException e) {
            LOG.trace("The JVM ends anyway", e);
        }
    }

    /** A claim on the running server. Thread-safe. */
    static final class Lease implements AutoCloseable {

        private @Nullable EmbeddedRedis server;
        private final RedisAddress address;

        private Lease(EmbeddedRedis server) {
            this.server = server;
            address = new RedisAddress(
                    RedisAddress.Topology.EMBEDDED,
                    false,
                    List.of(new HostAndPort("127.0.0.1", server.port)),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }

        RedisAddress address() {
            return address;
        }

        /** Gives the claim back; the last one ends the server. Idempotent. */
        @Override
        public synchronized void close() {
            if (server != null) {
                giveBack(server);
                server = null;
            }
        }
    }
}
