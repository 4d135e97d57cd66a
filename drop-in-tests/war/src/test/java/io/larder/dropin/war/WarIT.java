package io.larder.dropin.war;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.catalina.Context;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A web application brings Larder along, works, and leaves nothing behind when it is undeployed. */
class WarIT {

    private static final int ROUNDS = 3;

    private static RedisDeployment redis;

    @TempDir
    private Path folder;

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
    void deployedUsedAndUndeployed_leavesNothingBehind() throws Exception {
        assertThat(Thread.currentThread().getContextClassLoader().getResource("javax/cache/Caching.class"))
                .as("the server itself has no JCache")
                .isNull();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try (Server server = new Server(folder)) {
            for (int round = 1; round <= ROUNDS; round++) {
                loaders.add(deployUseAndUndeploy(server, round));
            }
            letJdkForgetLastRecord();
            await().atMost(30, SECONDS).untilAsserted(() -> {
                System.gc();
                assertThat(loaders).allMatch(loader -> loader.get() == null);
            });
        }
    }

    private static WeakReference<ClassLoader> deployUseAndUndeploy(Server server, int round) throws Exception {
        Context application = server.deploy(war());
        for (int visit = 1; visit <= 2; visit++) {
            int count = (round - 1) * 2 + visit;
            assertThat(server.get("/shop/visits"))
                    .isEqualTo("200 io.larder.spi.LarderCachingProvider counts " + count
                            + ", read back Visit[page=home, count=" + count + "], all from the WAR: true");
        }
        assertThat(beans()).hasSize(2);
        assertThat(threads()).isNotEmpty();
        WeakReference<ClassLoader> loader = server.undeploy(application);
        assertThat(beans()).isEmpty();
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(threads()).isEmpty());
        return loader;
    }

    /**
     * JDK 17 keeps the types of the last record for which it made an equals and a hashCode, in the method handles of
     * java.lang.runtime.ObjectMethods: one class loader at a time, of whatever application. Gives it another record.
     */
    private static void letJdkForgetLastRecord() {
        assertThat(new Last("a")).isEqualTo(new Last("a")).hasSameHashCodeAs(new Last("a"));
    }

    private record Last(String component) {}

    private static Set<ObjectName> beans() throws JMException {
        return ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("javax.cache:*"), null);
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> Stream.of("larder", "redisson", "netty", "globalEventExecutor")
                        .anyMatch(name::contains))
                .toList();
    }

    private static Path war() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            return built.filter(file -> file.toString().endsWith(".war"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
