package io.larder.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.larder.servers.life.OwnManager;
import io.larder.servers.places.Article;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private static final PlacedApplication OWN_EAST = new PlacedApplication("own-east");
    private static final PlacedApplication OWN_WEST = new PlacedApplication("own-west");

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "probe", testable = false)
    static WebArchive probe() {
        return PlacedApplication.probe();
    }

    @Deployment(name = "ear-of-managers", managed = false, testable = false)
    static EnterpriseArchive earOfManagers() {
        return Application.ear(
                "managers",
                withPrefix(OWN_EAST, "managers").addClass(OwnManager.class),
                withPrefix(OWN_WEST, "managers").addClass(OwnManager.class));
    }

    @Deployment(name = "ear-of-one-manager", managed = false, testable = false)
    static EnterpriseArchive earOfOneManager() {
        return Application.ear(
                "manager", withPrefix(OWN_EAST, "manager").addClass(OwnManager.class), withPrefix(OWN_WEST, "manager"));
    }

    @Deployment(name = "ear-of-prefixes", managed = false, testable = false)
    static EnterpriseArchive earOfPrefixes() {
        return Application.ear("prefixes", withPrefix(OWN_EAST, "prefixes"), withPrefix(OWN_WEST, "prefixes"));
    }

    @Deployment(name = "ear", managed = false, testable = false)
    static EnterpriseArchive ear() {
        return Application.ear("places", EAST.war(threads()), WEST.war(threads()));
    }

    @Deployment(name = "ear-with-articles", managed = false, testable = false)
    static EnterpriseArchive earWithArticles() {
        return Application.ear("articles", withPrefix(EAST, "articles"), withPrefix(WEST, "articles"))
                .addAsLibraries(
                        ShrinkWrap.create(JavaArchive.class, "articles.jar").addClass(Article.class));
    }

    /** In an EAR on these, not even CDI.current() knows the application on a thread that is not the server's. */
    private static String threads() {
        return System.getProperty("test.server").matches("liberty|payara.*")
                ? "  thread-factory: java:comp/DefaultManagedThreadFactory\n"
                : "";
    }

    /** So that nothing is shared but what a manager shares that is not the application's. */
    private static WebArchive withPrefix(PlacedApplication application, String ear) {
        return application.war("  key-prefix: " + ear + "-" + application.name() + "\n" + threads());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ear-of-managers", "ear-of-one-manager", "ear-of-prefixes"})
    void larderInTheEar_managersOfTheWars_areUsedByTheirOwnWarAlone(String ear) {
        Map<String, String> before = PlacedApplication.left();
        deployer.deploy(ear);
        try {
            assertThat(OWN_EAST.found(ear)).isEqualTo("Article[name=" + ear + ", calls=1]");
            assertThat(OWN_EAST.found("other")).isEqualTo("Article[name=other, calls=2]");
            assertThat(OWN_WEST.found("other")).as("not the other's entry").isEqualTo("Article[name=other, calls=1]");
            assertThat(OWN_EAST.found("other")).as("from the cache").isEqualTo("Article[name=other, calls=2]");
            assertThat(OWN_EAST.locksByItsManager()).isTrue();
            assertThat(OWN_WEST.locksByItsManager()).isTrue();
        } finally {
            deployer.undeploy(ear);
        }
        PlacedApplication.requireNothingLeftBut(before);
    }

    /** WildFly takes a WAR's own class first, the others that of the EAR's lib. */
    @Test
    void larderInTheEar_besideClassOfTheSameName_readsTheClassThatTheWarSees() {
        boolean warFirst = System.getProperty("test.server").equals("wildfly");
        deployer.deploy("ear-with-articles");
        try {
            assertThat(EAST.call("article"))
                    .as("whose class Larder's own class loader has, for the WAR")
                    .containsEntry("larder", warFirst ? "another" : "own");
            assertThat(EAST.found("twin")).isEqualTo("Article[name=twin, calls=1]");
            assertThat(EAST.found("twin")).as("from the cache").isEqualTo("Article[name=twin, calls=1]");
            assertThat(WEST.found("twin")).isEqualTo("Article[name=twin, calls=1]");
            EAST.requireCallbacks();
            WEST.requireCallbacks();
        } finally {
            deployer.undeploy("ear-with-articles");
        }
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
