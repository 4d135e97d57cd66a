package io.larder.cdi.contract;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** The Redis behind Larder, one for a whole run; none where the provider is another one. */
record Redis(RedisDeployment deployment) implements AutoCloseable {

    private static final String ADDRESS = "larder.redis";

    /** Empties the Redis, which is started if there is none yet. */
    static void empty(ExtensionContext test) {
        if ("Larder".equals(System.getProperty("test.provider"))) {
            test.getRoot()
                    .getStore(Namespace.GLOBAL)
                    .computeIfAbsent(Redis.class, type -> start(), Redis.class)
                    .deployment()
                    .flush();
        }
    }

    private static Redis start() {
        Redis redis = new Redis(RedisServers.target());
        System.setProperty(ADDRESS, redis.deployment().address());
        return redis;
    }

    @Override
    public void close() {
        System.clearProperty(ADDRESS);
        deployment.close();
    }
}
