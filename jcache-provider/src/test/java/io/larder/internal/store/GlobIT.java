package io.larder.internal.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.fixture.Topology;
import io.larder.testing.RedisNode;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Asks Redis whether it reads patterns as {@link Glob} does. */
class GlobIT {

    /** Strings of what has a meaning in patterns, as pattern and as name. */
    @Test
    void matches_anyPatternAndName_asRedisDoes() {
        RedisNode redis = Topology.STANDALONE.deployment().nodes().get(0);
        Random random = new Random(3);
        List<String> names = IntStream.range(0, 40)
                .mapToObj(i -> "glob:" + any(random))
                .distinct()
                .toList();
        names.forEach(name -> redis.command("SET", name, "x"));
        try {
            for (int i = 0; i < 300; i++) {
                String pattern = "glob:" + any(random);
                assertThat(names.stream().filter(Glob.of(pattern)::matches))
                        .as(pattern)
                        .containsExactlyInAnyOrderElementsOf(asked(redis, pattern));
            }
        } finally {
            names.forEach(name -> redis.command("DEL", name));
        }
    }

    private static String any(Random random) {
        return IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(i -> String.valueOf("aab*?[]^-\\".charAt(random.nextInt(10))))
                .reduce("", String::concat);
    }

    private static List<String> asked(RedisNode redis, String pattern) {
        List<?> answer = (List<?>) Objects.requireNonNull(redis.command("KEYS", pattern));
        return answer.stream().map(String.class::cast).toList();
    }
}
