package io.larder.dropin.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hibernate's second-level cache on JCache, which it finds by itself. */
class PlanetsIT {

    private static final String NEPTUNE = "8 Neptune 1846-09-23 [Nereid, Triton]";

    private static RedisDeployment redis;

    @BeforeAll
    static void start() {
        redis = RedisServers.standalone();
        System.setProperty("larder.redis", redis.address());
    }

    @AfterAll
    static void stop() {
        System.clearProperty("larder.redis");
        redis.close();
    }

    @Test
    void entityCollectionAndQuery_areReadFromRedis_alsoAfterARestart() {
        try (Planets planets = new Planets()) {
            planets.addNeptune();
            assertThat(planets.describe(8)).isEqualTo(NEPTUNE);
            assertThat(statements(planets, () -> assertThat(planets.describe(8)).isEqualTo(NEPTUNE)))
                    .isZero();
            assertThat(planets.names()).containsExactly("Neptune");
            assertThat(statements(planets, () -> assertThat(planets.names()).containsExactly("Neptune")))
                    .isZero();
        }
        try (Planets restarted = new Planets()) {
            assertThat(statements(
                            restarted, () -> assertThat(restarted.describe(8)).isEqualTo(NEPTUNE)))
                    .isZero();
            assertThat(restarted.statistics().getSecondLevelCacheMissCount()).isZero();
            restarted.rename(8, "Neptunus");
            assertThat(restarted.describe(8)).isEqualTo("8 Neptunus 1846-09-23 [Nereid, Triton]");
            assertThat(restarted.names()).containsExactly("Neptunus");
        }
        assertThat(redis.keys()).anyMatch(key -> key.contains(Planet.class.getName()));
    }

    private static long statements(Planets planets, Runnable work) {
        long before = planets.statistics().getPrepareStatementCount();
        work.run();
        return planets.statistics().getPrepareStatementCount() - before;
    }
}
