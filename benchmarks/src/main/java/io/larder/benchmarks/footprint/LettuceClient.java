package io.larder.benchmarks.footprint;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;

/** Lettuce with all its defaults: no cache, but what a client of one connection costs at least. */
final class LettuceClient implements Client {

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;

    LettuceClient(String address) {
        client = RedisClient.create(address);
        connection = client.connect();
    }

    @Override
    public void put(String key, String value) {
        connection.sync().set("footprint:" + key, value);
    }

    @Override
    public String get(String key) {
        return connection.sync().get("footprint:" + key);
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
