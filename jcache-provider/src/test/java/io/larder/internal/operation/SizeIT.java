package io.larder.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.larder.LarderCache;
import io.larder.fixture.LarderCaches;
import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.util.HashMap;
import java.util.Map;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code size} and {@code estimatedSize}, on servers of their own, for every key of a server counts. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class SizeIT {

    private static final Logger LOG = LoggerFactory.getLogger(SizeIT.class);

    @RegisterExtension
    final LarderCaches larder;

    /** In percent. Servers of a cluster may keep a table per slot, so that a sample is of few slots. */
    private final int tolerated;

    SizeIT(boolean cluster) {
        tolerated = cluster ? 40 : 10;
        larder = new LarderCaches(cluster ? Cluster.DEPLOYMENT : Standalone.DEPLOYMENT);
    }

    private static final class Standalone {

        static final RedisDeployment DEPLOYMENT = RedisServers.standalone();
    }

    private static final class Cluster {

        static final RedisDeployment DEPLOYMENT = RedisServers.cluster(3);
    }

    @SuppressWarnings("unchecked") // every cache of Larder's is one
    private LarderCache<Integer, String> cache() {
        return (LarderCache<Integer, String>)
                larder.cache(new MutableConfiguration<Integer, String>()).unwrap(LarderCache.class);
    }

    private static void fill(LarderCache<Integer, String> cache, int count) {
        for (int from = 0; from < count; from += 5000) {
            Map<Integer, String> page = new HashMap<>();
            for (int i = from; i < Math.min(from + 5000, count); i++) {
                page.put(i, "v");
            }
            cache.putAll(page);
        }
    }

    private long commands() {
        return larder.deployment().commandCounts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Test
    void size_entries_isTheirNumberAndNoOtherKeys() {
        LarderCache<Integer, String> cache = cache();
        LarderCache<Integer, String> other = cache();
        assertThat(cache.size()).isZero();
        fill(cache, 2500);
        fill(other, 300);
        assertThat(cache.size()).isEqualTo(2500);
        assertThat(cache.estimatedSize()).isEqualTo(2500);
        cache.clear();
        assertThat(cache.size()).isZero();
        assertThat(cache.estimatedSize()).isZero();
        assertThat(other.size()).isEqualTo(300);
    }

    @Test
    void estimatedSize_manyKeys_isAboutRightWithFewCommands() {
        LarderCache<Integer, String> small = cache();
        LarderCache<Integer, String> large = cache();
        fill(small, 8000);
        fill(large, 40_000);
        larder.deployment().resetCommandCounts();
        long ofLarge = large.estimatedSize();
        long commands = commands();
        long ofSmall = small.estimatedSize();
        LOG.info("40000 were estimated {} with {} commands, 8000 were estimated {}", ofLarge, commands, ofSmall);

        assertThat(ofLarge).isCloseTo(40_000L, withinPercentage(tolerated));
        assertThat(ofSmall).isCloseTo(8000L, withinPercentage(2 * tolerated));
        int masters = larder.deployment().nodes().size();
        assertThat(commands).isLessThanOrEqualTo(masters * (1 + 8 + 250L) + 20);
        fill(large, 80_000);
        larder.deployment().resetCommandCounts();
        assertThat(large.estimatedSize()).isCloseTo(80_000L, withinPercentage(tolerated));
        assertThat(commands()).isLessThanOrEqualTo(masters * (1 + 8 + 250L) + 20);

        large.clear();
        assertThat(large.estimatedSize()).isZero();
        assertThat(small.size()).isEqualTo(8000);
    }
}
