package io.larder.servers;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Larder as a module of WildFly's, on which the applications depend. */
@EnabledIfSystemProperty(named = "test.server", matches = "wildfly", disabledReason = "Only WildFly has modules")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WildFlyModuleIT extends SharedLarder {

    private static final String HERE = "<!-- one for each jar -->";

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return PlacedApplication.probe();
    }

    @Deployment(name = "shared-east", managed = false, testable = false)
    static WebArchive east() {
        return withModule(EAST);
    }

    @Deployment(name = "shared-west", managed = false, testable = false)
    static WebArchive west() {
        return withModule(WEST);
    }

    private static WebArchive withModule(PlacedApplication application) {
        return application
                .war()
                .addAsWebInfResource("wildfly/jboss-deployment-structure.xml", "jboss-deployment-structure.xml");
    }

    /** The server looks for a module when the first application wants it. */
    @BeforeAll
    static void writeModule() throws IOException {
        Path module = Path.of(System.getProperty("test.server.home"), "modules/io/larder/main");
        ServerFiles.delete(module);
        Files.createDirectories(module);
        for (File jar : jars()) {
            Files.copy(jar.toPath(), module.resolve(jar.getName()));
        }
        String resources = Arrays.stream(jars())
                .map(jar -> "<resource-root path=\"" + jar.getName() + "\" />")
                .collect(Collectors.joining("\n    "));
        Files.writeString(
                module.resolve("module.xml"),
                Resources.text("/wildfly/module.xml").replace(HERE, resources));
    }

    /** All that Larder needs, but for what the server logs with. */
    private static File[] jars() {
        return Arrays.stream(Application.jars("test.application.libraries"))
                .filter(jar -> !jar.getName().startsWith("slf4j-api-"))
                .toArray(File[]::new);
    }

    @Override
    void deploy(PlacedApplication application) {
        deployer.deploy(application.name());
    }

    @Override
    void undeploy(PlacedApplication application) {
        deployer.undeploy(application.name());
    }
}
