package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Larder in the lib folder of an EAR, and two WARs in that EAR which use it. */
@DisabledIfSystemProperty(
        named = "test.server",
        matches = "glassfish.*|tomee.*",
        disabledReason =
                "GlassFish's CDI.current() cannot tell the WARs apart (WELD-001327); TomEE 9 refuses jars in the lib"
                        + " of an EAR that have classes for Java 21, too; TomEE 10 calls an interceptor there twice, once"
                        + " for the EAR and once for the WAR")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class EarIT {

    private static final PlacedApplication EAST = new PlacedApplication("ear-east");
    private static final PlacedApplication WEST = new PlacedApplication("ear-west");

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return PlacedApplication.probe();
    }

    @Deployment(name = "ear", managed = false, testable = false)
    static EnterpriseArchive ear() {
        return ShrinkWrap.create(EnterpriseArchive.class, "places.ear")
                .addAsLibraries(Application.jars("test.application.libraries"))
                .addAsModules(EAST.war(threads()), WEST.war(threads()));
    }

    /** In an EAR on these, not even CDI.current() knows the application on a thread that is not the server's. */
    private static String threads() {
        return System.getProperty("test.server").matches("liberty|payara.*")
                ? "  thread-factory: java:comp/DefaultManagedThreadFactory\n"
                : "";
    }

    @Test
    void larderInTheEar_twoWars_haveTheirOwnClassesAndLeaveNothing() {
        Map<String, String> before = PlacedApplication.left();
        deployer.deploy("ear");
        try {
            assertThat(EAST.found("ear")).isEqualTo("Article[name=ear, calls=1]");
            assertThat(EAST.found("ear")).as("from the cache").isEqualTo("Article[name=ear, calls=1]");
            assertThat(WEST.found("ear"))
                    .as("the other's entry, read as this one's class")
                    .isEqualTo("Article[name=ear, calls=1]");
            EAST.requireOwnClassesOnly();
            WEST.requireOwnClassesOnly();
        } finally {
            deployer.undeploy("ear");
        }
        PlacedApplication.requireNothingLeftBut(before);
    }
}
