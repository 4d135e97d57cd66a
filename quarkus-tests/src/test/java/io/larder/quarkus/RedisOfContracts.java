package io.larder.quarkus;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The Redis behind the contracts. */
public class RedisOfContracts implements QuarkusTestResourceLifecycleManager {

    private RedisDeployment redis;

    @Override
    public Map<String, String> start() {
        redis = RedisServers.target();
        // The contracts open the manager without settings, as a server's would be.
        System.setProperty("larder.redis", redis.address());
        return Map.of("larder.redis", redis.address());
    }

    @Override
    public void stop() {
        System.clearProperty("larder.redis");
        redis.close();
    }
}
