package io.larder.servers;

import java.net.URI;
import org.jboss.arquillian.container.test.api.ContainerController;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second WildFly, with its configuration for MicroProfile: the first has no Health. */
@EnabledIfSystemProperty(named = "test.server", matches = "wildfly", disabledReason = "Only for WildFly")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class WildFlyReadinessIT extends ReadinessChecks {

    private static final String SERVER = "wildfly-microprofile";

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    ContainerController servers;

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    @Deployment(name = "ready", managed = false, testable = false)
    @TargetsContainer(SERVER)
    static WebArchive deployed() {
        return ready();
    }

    @BeforeEach
    void start() {
        servers.start(SERVER);
        deployer.deploy("ready");
    }

    @AfterEach
    void stop() {
        deployer.undeploy("ready");
        servers.stop(SERVER);
    }

    @Override
    URI readiness() {
        return URI.create("http://127.0.0.1:" + System.getProperty("test.port.admin2") + "/health/ready");
    }
}
