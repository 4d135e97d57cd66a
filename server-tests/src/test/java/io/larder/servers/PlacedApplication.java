package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.servers.life.ProbeServlet;
import io.larder.servers.places.PlaceServlet;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** An application that uses its caches in every way, wherever Larder is; and what is expected of it there. */
record PlacedApplication(String name) {

    /** Has statistics and management, so that there are MBeans. */
    private static final String WITH_MBEANS = "larder:\n  defaults:\n    statistics: true\n    management: true\n";

    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <env-entry>
                <env-entry-name>greeting</env-entry-name>
                <env-entry-type>java.lang.String</env-entry-type>
                <env-entry-value>hello</env-entry-value>
              </env-entry>
            </web-app>
            """;

    /** Returns it without Larder, which is to be somewhere else. */
    WebArchive war() {
        return war("");
    }

    /** Returns it with more lines for the manager, which begin with two blanks. */
    WebArchive war(String larderYaml) {
        return complete(Application.bareWar(name), WITH_MBEANS + larderYaml);
    }

    /** Returns it with Larder among its libraries. */
    WebArchive warWithLarder(String larderYaml) {
        return complete(Application.war(name), larderYaml);
    }

    private static WebArchive complete(WebArchive war, String larderYaml) {
        return war.addPackage(PlaceServlet.class.getPackage())
                .addAsResource(new StringAsset(larderYaml), "larder.yaml")
                .setWebXML(new StringAsset(WEB_XML));
    }

    /** Returns what looks at the JVM, and has nothing to do with Larder. */
    static WebArchive probe() {
        return Application.bareWar("probe", ProbeServlet.class);
    }

    /** Returns what is left in the JVM: threads and MBeans of caches. */
    static Map<String, String> left() {
        Map<String, String> left = Server.current().getProperties("/probe/probe");
        left.remove("loaders");
        return left;
    }

    /** Netty's last thread ends a second after its last task. */
    static void requireNothingLeftBut(Map<String, String> before) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(left()).as("threads and MBeans").isEqualTo(before));
    }

    String found(String article) {
        return call("find&article=" + article).getOrDefault("found", "");
    }

    /** Whether a lock by annotation and an injected cache are of the application's own manager. */
    boolean locksByItsManager() {
        return Boolean.parseBoolean(call("lock").get("own"));
    }

    boolean sees(String className) {
        return Boolean.parseBoolean(call("visible&class=" + className).get("visible"));
    }

    Map<String, String> call(String call) {
        return Server.current().getProperties("/" + name + "/place?call=" + call);
    }

    /** Larder is none of the application's libraries, calls it nevertheless with its classes, and keeps none of them. */
    void requireOwnClassesOnly() {
        assertThat(call("place")).as("where Larder is").containsEntry("larder", "outside");
        requireCallbacks();
        Map<String, String> threads = call("threads");
        assertThat(threads.get("all")).as("threads of the client").contains("redisson");
        assertThat(threads.get("ofApplication"))
                .as("those that hold the application's class loader")
                .isEmpty();
    }

    /** Loaders, listeners and entry processors are called with the application's class loader, and find its beans. */
    void requireCallbacks() {
        assertThat(call("callbacks"))
                .containsEntry("loader.classes", "own")
                .containsEntry("loader.bean", "found")
                .containsEntry("listener.classes", "own")
                .containsEntry("listener.bean", "found")
                .containsEntry("processor.classes", "own")
                .containsEntry("processor.bean", "found")
                .containsEntry("value", "Article[name=loaded, calls=1]");
    }
}
