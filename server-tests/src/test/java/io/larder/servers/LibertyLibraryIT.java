package io.larder.servers;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Larder as a library of Open Liberty's, which the applications share. What they share is said in the server's
 * configuration, so they are deployed by that.
 */
@EnabledIfSystemProperty(named = "test.server", matches = "liberty", disabledReason = "Only Open Liberty has <library>")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class LibertyLibraryIT extends SharedLarder {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return PlacedApplication.probe();
    }

    @BeforeAll
    static void writeLibrary() throws IOException {
        Path library = Files.createDirectories(server().resolve("lib/larder"));
        for (File jar : Application.jars("test.application.libraries")) {
            Files.copy(jar.toPath(), library.resolve(jar.getName()));
        }
        Files.writeString(overrides().resolve("library.xml"), Resources.text("/liberty/library.xml"));
    }

    private static Path server() {
        return Path.of(System.getProperty("test.server.home"), "usr/servers/larder");
    }

    private static Path overrides() throws IOException {
        return Files.createDirectories(server().resolve("configDropins/overrides"));
    }

    @Override
    void deploy(PlacedApplication application) {
        try {
            Path wars = Files.createDirectories(server().resolve("shared"));
            application
                    .war()
                    .as(ZipExporter.class)
                    .exportTo(wars.resolve(application.name() + ".war").toFile());
            Files.writeString(
                    configuration(application),
                    Resources.text("/liberty/application.xml").replace("NAME", application.name()));
            touch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(PATIENCE).until(() -> status(application) == 200);
    }

    @Override
    void undeploy(PlacedApplication application) {
        try {
            Files.delete(configuration(application));
            touch();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().atMost(PATIENCE).until(() -> status(application) == 404);
    }

    private static Path configuration(PlacedApplication application) throws IOException {
        return overrides().resolve(application.name() + ".xml");
    }

    /** The server looks whether its configuration has changed. */
    private static void touch() throws IOException {
        Files.setLastModifiedTime(server().resolve("server.xml"), FileTime.from(Instant.now()));
    }

    private static int status(PlacedApplication application) {
        return Server.current()
                .send(Server.request("/" + application.name() + "/place?call=place")
                        .GET())
                .statusCode();
    }
}
