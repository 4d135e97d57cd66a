package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What loaders and listeners find on Larder's threads, with the JVM's threads and with those of the server. */
@DisabledIfSystemProperty(
        named = "test.server",
        matches = "tomee.*",
        disabledReason = "TomEE binds no java:comp/DefaultManagedThreadFactory by default")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ThreadFactoryIT {

    private static final PlacedApplication WITHOUT = new PlacedApplication("own-threads");
    private static final PlacedApplication WITH = new PlacedApplication("managed-threads");

    @Deployment(name = "own-threads", testable = false)
    static WebArchive without() {
        return WITHOUT.warWithLarder("larder: {key-prefix: own-threads}");
    }

    @Deployment(name = "managed-threads", testable = false)
    static WebArchive with() {
        return WITH.warWithLarder(
                "larder: {key-prefix: managed-threads, thread-factory: 'java:comp/DefaultManagedThreadFactory'}");
    }

    @Test
    void callbacks_onThreadsOfTheServer_findNamesOfTheApplicationToo() {
        WITH.requireCallbacks();
        Map<String, String> found = WITH.call("callbacks");

        assertThat(found).containsEntry("loader.jndi", "hello").containsEntry("listener.jndi", "hello");
        assertThat(found.get("loader.thread")).doesNotStartWith("larder-");
        assertThat(found.get("listener.thread")).doesNotStartWith("larder-");
    }

    @Test
    void callbacks_onThreadsOfTheJvm_findBeansAndClasses() {
        WITHOUT.requireCallbacks();
        Map<String, String> found = WITHOUT.call("callbacks");

        assertThat(found.get("loader.thread")).startsWith("larder-loads-");
        assertThat(found.get("listener.thread")).startsWith("larder-events-");
        assertThat(found).as("on the caller's thread").containsEntry("processor.jndi", "hello");
    }
}
