package io.larder.internal.redis;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.embedded.RedisServer;

/** The process of an embedded server; the only class that needs the optional dependency. */
final class EmbeddedServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    private final RedisServer server;

    private EmbeddedServer(RedisServer server) {
        this.server = server;
    }

    static EmbeddedServer start(int port) throws IOException {
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .bind("127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("daemonize no")
                .build();
        server.start();
        return new EmbeddedServer(server);
    }

    void stop() {
        try {
            server.stop();
        } catch (IOException e) {
            LOG.warn("The embedded Redis did not end in order", e);
        }
    }
}
