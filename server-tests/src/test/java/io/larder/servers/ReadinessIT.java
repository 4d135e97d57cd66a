package io.larder.servers;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that have MicroProfile Health as they are configured here. */
@EnabledIfSystemProperty(
        named = "test.server",
        matches = "liberty|payara.*",
        disabledReason = "This server has no MicroProfile Health, or not in its default configuration")
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class ReadinessIT extends ReadinessChecks {

    @Deployment(name = "ready", testable = false)
    static WebArchive deployed() {
        return ready();
    }

    @Override
    URI readiness() {
        return Server.current().root().resolve("/health/ready");
    }
}
