package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.larder.servers.life.OwnManager;
import io.larder.servers.wrong.NothingToCache;
import io.larder.servers.wrong.Shared;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a server says of an application that uses an annotation wrongly. */
@EnabledIfSystemProperty(
        named = "test.server",
        matches = "wildfly|liberty",
        disabledReason = "Where the others say why they refuse an application was not looked up")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WrongAnnotationIT {

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "wrong", managed = false, testable = false)
    static WebArchive wrong() {
        return Application.war("wrong", NothingToCache.class);
    }

    /** A class that both WARs have, and a manager in each. */
    @Deployment(name = "of-both", managed = false, testable = false)
    static EnterpriseArchive ofBoth() {
        return Application.ear(
                        "of-both",
                        Application.bareWar("both-east", OwnManager.class),
                        Application.bareWar("both-west", OwnManager.class))
                .addAsLibraries(ShrinkWrap.create(JavaArchive.class, "shared.jar")
                        .addClass(Shared.class)
                        .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml"));
    }

    @Test
    void annotation_ofClassThatWarsWithManagersShare_endsTheDeploymentWithTheNumberOfTheError() throws IOException {
        Throwable failure = catchThrowable(() -> deployer.deploy("of-both"));

        assertThat(failure).isNotNull();
        assertThat(trace(failure) + log()).contains("LRD-608: ", Shared.class.getName() + ".find(java.lang.String)");
    }

    @Test
    void annotation_usedWrongly_endsTheDeploymentWithTheNumberOfTheError() throws IOException {
        Throwable failure = catchThrowable(() -> deployer.deploy("wrong"));

        assertThat(failure).isNotNull();
        assertThat(trace(failure) + log())
                .contains("LRD-602: ", NothingToCache.class.getName() + ".find(java.lang.String)");
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    /** Open Liberty tells whoever deploys that it did not work, and its log why. */
    private static String log() throws IOException {
        Path log = Path.of(System.getProperty("test.server.home"), "usr/servers/larder/logs/messages.log");
        return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "";
    }
}
