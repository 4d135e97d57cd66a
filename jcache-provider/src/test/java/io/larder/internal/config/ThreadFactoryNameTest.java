package io.larder.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.larder.LarderConfiguration;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.cache.CacheException;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.spi.InitialContextFactory;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server's thread factory, by its name. */
class ThreadFactoryNameTest {

    private static final String KEY = "larder.thread-factory";
    private static final ThreadFactory FACTORY = Executors.defaultThreadFactory();
    private static final Map<String, Object> BOUND =
            Map.of("java:comp/DefaultManagedThreadFactory", FACTORY, "java:comp/other", "a text");

    /** The names of a server. */
    public static final class Names implements InitialContextFactory {

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) {
            return (Context) Proxy.newProxyInstance(
                    Names.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, arguments) -> {
                        if (!method.getName().equals("lookup")) {
                            return null;
                        }
                        Object found = BOUND.get((String) arguments[0]);
                        if (found == null) {
                            throw new NameNotFoundException();
                        }
                        return found;
                    });
        }
    }

    private LoaderTesting sources;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
        sources = new LoaderTesting(folder).property("larder.redis", "redis://h");
    }

    @AfterEach
    void close() throws IOException {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
        sources.close();
    }

    private AbstractThrowableAssert<?, ?> assertRefused(String name, String why) {
        return assertThatThrownBy(sources.property(KEY, name)::load)
                .isInstanceOf(CacheException.class)
                .hasMessageStartingWith("LRD-103: ")
                .hasMessageContainingAll(
                        KEY, "the JNDI name of a java.util.concurrent.ThreadFactory, such as java:comp/", why);
    }

    @Test
    void name_ofAThreadFactory_isLookedUp() {
        LarderConfiguration configuration =
                sources.property(KEY, "java:comp/DefaultManagedThreadFactory").load();

        assertThat(configuration.threadFactory()).containsSame(FACTORY);
    }

    @Test
    void name_isAbsent_leavesItToTheJvm() {
        assertThat(sources.load().threadFactory()).isEmpty();
    }

    @Test
    void name_unknown_isRefused() {
        assertRefused("java:comp/Missing", "it cannot be looked up (NameNotFoundException)");
    }

    @Test
    void name_ofSomethingElse_isRefused() {
        assertRefused("java:comp/other", "what is there is a java.lang.String");
    }

    @Test
    void name_thatLeadsElsewhere_isRefusedUnasked() {
        assertRefused("ldap://elsewhere/factory", "must be").hasMessageNotContaining("looked up");
    }

    @Test
    void name_withoutServer_isRefused() {
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);

        assertRefused("java:comp/DefaultManagedThreadFactory", "it cannot be looked up (NoInitialContextException)");
    }
}
