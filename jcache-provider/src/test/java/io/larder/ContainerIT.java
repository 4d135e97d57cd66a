package io.larder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/** An application that tests with Testcontainers finds Larder on the container's mapped port. */
class ContainerIT {

    private static final int REDIS_PORT = 6379;

    @BeforeAll
    static void needsAnEngine() {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Testcontainers finds no container engine on this machine (no Docker, no DOCKER_HOST): skipped");
    }

    @Test
    void put_redisInContainer_isReadByAnotherManager() {
        try (GenericContainer<?> redis = redis();
                CachingProvider provider = Caching.getCachingProvider(getClass().getClassLoader());
                CacheManager writer = manager(provider, "urn:writer", redis);
                CacheManager reader = manager(provider, "urn:reader", redis)) {
            Cache<String, String> written = writer.createCache("greetings", greetings());
            Cache<String, String> read = reader.createCache("greetings", greetings());

            written.put("hello", "world");

            assertThat(read.get("hello")).isEqualTo("world");
            assertThat(read.getAndRemove("hello")).isEqualTo("world");
            assertThat(written.containsKey("hello")).isFalse();
        }
    }

    private static GenericContainer<?> redis() {
        GenericContainer<?> redis =
                new GenericContainer<>(DockerImageName.parse("redis:7")).withExposedPorts(REDIS_PORT);
        redis.start();
        return redis;
    }

    private static CacheManager manager(CachingProvider provider, String uri, GenericContainer<?> redis) {
        LarderConfiguration configuration = LarderConfiguration.builder()
                .redis("redis://" + redis.getHost() + ':' + redis.getMappedPort(REDIS_PORT))
                .build();
        return provider.getCacheManager(
                URI.create(uri), ContainerIT.class.getClassLoader(), configuration.toProperties());
    }

    private static MutableConfiguration<String, String> greetings() {
        return new MutableConfiguration<String, String>().setTypes(String.class, String.class);
    }
}
