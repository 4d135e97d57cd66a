package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An entry with a time to live takes no more memory in Redis than with Redisson's own JCache, in the same run. */
class MemoryIT {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryIT.class);
    private static final int ENTRIES = 100_000;
    private static final int CHARACTERS = 200;

    @TempDir
    private Path folder;

    @Test
    void entryWithTtl_comparedWithRedissonsJCache_takesNoMoreMemory() throws IOException {
        try (RedisDeployment redis = RedisServers.standalone()) {
            double larder = bytesPerEntry(redis, () -> fillWithLarder(redis));
            String config = Files.writeString(
                            folder.resolve("redisson.yaml"),
                            "singleServerConfig:\n  address: \"" + redis.address() + "\"\n")
                    .toUri()
                    .toString();
            double redisson = bytesPerEntry(redis, () -> fillWithRedisson(config));
            LOG.info("{}, bytes per entry: Larder {}, Redisson's JCache {}", redis.serverVersion(), larder, redisson);
            assertThat(larder).isLessThanOrEqualTo(redisson);
            redis.flush();
        }
    }

    private static double bytesPerEntry(RedisDeployment redis, Runnable fill) {
        redis.flush();
        long before = usedMemory(redis.nodes().get(0));
        fill.run();
        return (usedMemory(redis.nodes().get(0)) - before) / (double) ENTRIES;
    }

    private static void fillWithLarder(RedisDeployment redis) {
        try (Managers managers = new Managers(redis.address(), "larder")) {
            FillWithPeerRole.fill(
                    managers.open().createCache("memory", FillWithPeerRole.configuration()), ENTRIES, CHARACTERS);
        }
    }

    private static void fillWithRedisson(String config) {
        try (ChildJvm peer = ChildJvm.start(
                peerClassPath(),
                FillWithPeerRole.class,
                "org.redisson.jcache.JCachingProvider",
                config,
                ENTRIES,
                CHARACTERS)) {
            peer.await("done");
            peer.tell("end");
            peer.awaitEnd();
        }
    }

    /** Redisson whole, in place of the one without a provider. */
    private static String peerClassPath() {
        Stream<String> others = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(element -> !element.contains("redisson-without-jcache"));
        return Stream.concat(Stream.of(Path.of("target", "peer", "redisson.jar").toString()), others)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long usedMemory(RedisNode node) {
        Matcher matcher = Pattern.compile("^used_memory:(\\d+)", Pattern.MULTILINE)
                .matcher(String.valueOf(node.command("INFO", "memory")));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
