package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.larder.testing.RedisDeployment;
import io.larder.testing.RedisNode;
import io.larder.testing.RedisServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The Redis user of the manual: what it may do is enough, and its prefix is all that it sees. */
class AccessListIT {

    private static final Path MANUAL = Path.of("..", "docs", "operations.md");
    private static final Pattern RULE = Pattern.compile("ACL SETUSER larder (.*)");

    @AutoClose
    private static final RedisDeployment REDIS = RedisServers.standalone();

    private static final RedisNode NODE = REDIS.nodes().get(0);

    @Test
    void userOfTheManual_isEnoughForEverything() throws IOException {
        createUser(rules());
        try (Managers managers = as("larder", "larder")) {
            useEverything(managers);
            managers.destroyAll();
            assertThat(managers.keysLeft(REDIS)).isEmpty();
        }
        assertThat(denied()).isSubsetOf("eval");
    }

    @Test
    void userOfTheManual_underAnotherPrefix_isRefused() throws IOException {
        createUser(rules());
        try (Managers managers = as("larder", "other")) {
            CacheManager manager = managers.open();
            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(() -> manager.createCache("refused", new MutableConfiguration<>()));
        }
        NODE.command("ACL", "LOG", "RESET");
    }

    /** What was refused since; the client tries an {@code EVAL} when it connects, and goes on without. */
    private static List<String> denied() {
        return Replies.list(NODE.command("ACL", "LOG")).stream()
                .<List<?>>map(Replies::list)
                .map(entry -> String.valueOf(entry.get(entry.indexOf("object") + 1)))
                .toList();
    }

    private static List<String> rules() throws IOException {
        Matcher rule = RULE.matcher(Files.readString(MANUAL));
        assertThat(rule.find()).isTrue();
        return List.of(rule.group(1).strip().split(" +", -1));
    }

    private static void createUser(List<String> rules) {
        List<String> command = new ArrayList<>(List.of("ACL", "SETUSER", "larder"));
        command.addAll(rules);
        NODE.command(command.toArray(String[]::new));
    }

    private static Managers as(String user, String keyPrefix) {
        return new Managers(REDIS.address().replace("redis://", "redis://" + user + ":secret@"), keyPrefix);
    }

    private static void useEverything(Managers managers) {
        Cache<Integer, String> plain = managers.cache("plain");
        for (Operation operation : Operation.values()) {
            Operation.prepare(plain);
            operation.run(plain);
        }
        AtomicInteger expired = new AtomicInteger();
        Cache<Integer, String> heard = managers.open().createCache("heard", heard(expired));
        for (Operation operation : Operation.values()) {
            Operation.prepare(heard);
            operation.run(heard);
        }
        heard.put(1, "expires");
        assertThat(heard.get(1)).isEqualTo("expires");
        await().atMost(Duration.ofSeconds(10)).until(() -> expired.get() > 0);
    }

    private static MutableConfiguration<Integer, String> heard(AtomicInteger expired) {
        CacheEntryExpiredListener<Integer, String> listener =
                events -> events.forEach(event -> expired.incrementAndGet());
        return new MutableConfiguration<Integer, String>()
                .setExpiryPolicyFactory(
                        TouchedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, 500)))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(listener), null, true, false))
                .addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                        new SingletonFactory<>(new ChangeListener()), null, true, true));
    }
}
