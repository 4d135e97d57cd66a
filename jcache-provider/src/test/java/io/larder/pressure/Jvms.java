package io.larder.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.testing.RedisDeployment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test of several JVMs needs: servers for the whole class; for each test managers in this JVM with keys of their own,
 * and further JVMs that use the same keys. After each test the JVMs are killed, the caches are destroyed, and nothing may be
 * left. For a static field with {@code @RegisterExtension}.
 *
 * <p>{@link #forAllTests()} does for the whole class what is otherwise done for each test.
 */
public final class Jvms implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Supplier<RedisDeployment> servers;
    private final boolean leavingNothing;
    private final boolean forAllTests;
    private final List<ChildJvm> children = new CopyOnWriteArrayList<>();
    private @Nullable RedisDeployment redis;
    private @Nullable Managers managers;

    private Jvms(Supplier<RedisDeployment> servers, boolean leavingNothing, boolean forAllTests) {
        this.servers = servers;
        this.leavingNothing = leavingNothing;
        this.forAllTests = forAllTests;
    }

    /** On servers that are started before the first test, and closed after the last. */
    public static Jvms on(Supplier<RedisDeployment> servers) {
        return new Jvms(servers, true, false);
    }

    /** Lets tests leave keys that end by themselves; the servers are emptied after each. */
    public Jvms emptying() {
        return new Jvms(servers, false, forAllTests);
    }

    /** Lets JVMs and managers live until all tests of the class have ended. */
    public Jvms forAllTests() {
        return new Jvms(servers, leavingNothing, true);
    }

    /** Returns the servers. */
    public RedisDeployment redis() {
        return Objects.requireNonNull(redis, "no test has begun");
    }

    /** Returns the managers of this JVM. */
    public Managers managers() {
        return Objects.requireNonNull(managers, "no test has begun");
    }

    /** Opens another manager and a cache of this name in it, with everything at its default. */
    public <K, V> Cache<K, V> cache(String cacheName) {
        return managers().cache(cacheName);
    }

    /** Starts a JVM in a role, whose first two arguments are the address and the prefix of keys. */
    public ChildJvm start(Class<?> role, Object... args) {
        return start(Map.of(), role, args);
    }

    /** Starts a JVM with further environment variables. */
    public ChildJvm start(Map<String, String> environment, Class<?> role, Object... args) {
        Object[] all = Stream.concat(Stream.of(managers().address(), managers().keyPrefix()), Stream.of(args))
                .toArray();
        ChildJvm child = ChildJvm.start(System.getProperty("java.class.path"), environment, role, all);
        children.add(child);
        return child;
    }

    /** Waits until all are ready, then tells them to go. */
    public static void go(List<ChildJvm> jvms) {
        jvms.forEach(jvm -> jvm.await("ready"));
        jvms.forEach(jvm -> jvm.tell("go"));
    }

    /** Waits until all are ready, then tells them to go. */
    public static void go(ChildJvm... jvms) {
        go(List.of(jvms));
    }

    /** Returns what followed a word, whoever said it. */
    public static List<String> said(List<ChildJvm> jvms, String word) {
        return jvms.stream().flatMap(jvm -> jvm.said(word).stream()).toList();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        redis = servers.get();
        if (forAllTests) {
            begin();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!forAllTests) {
            begin();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (!forAllTests) {
            end();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            if (forAllTests) {
                end();
            }
        } finally {
            redis().close();
        }
    }

    private void begin() {
        managers = Managers.on(redis());
    }

    private void end() {
        children.forEach(ChildJvm::kill);
        children.clear();
        managers().destroyAll();
        if (leavingNothing) {
            assertThat(managers().keysLeft(redis())).isEmpty();
        } else {
            redis().flush();
        }
    }
}
