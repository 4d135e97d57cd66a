package io.larder.servers;

import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;

/** Tells Arquillian of the contracts' applications, which {@link ContractsIT} deploys one after another. */
public final class ContractDeployments implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeploymentScenarioGenerator.class, Generator.class);
    }

    /** Made by Arquillian. */
    public static final class Generator implements DeploymentScenarioGenerator {

        @Override
        public List<DeploymentDescription> generate(TestClass testClass) {
            return testClass.getJavaClass() == ContractsIT.class
                    ? Contracts.applications().entrySet().stream()
                            .map(application -> describe(application.getKey(), application.getValue()))
                            .toList()
                    : List.of();
        }

        private static DeploymentDescription describe(String name, List<Class<?>> contracts) {
            return new DeploymentDescription(name, Application.ofContracts(name, contracts))
                    .shouldBeManaged(false)
                    .shouldBeTestable(false);
        }
    }
}
