package io.larder.servers.deployed;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Properties;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A run of a contract where its beans are. */
public final class ContractRun {

    private ContractRun() {}

    /** Runs it; returns what each {@code test.…} failed with, nothing if it did not, and why each {@code skipped.…} was. */
    public static Properties of(Class<?> contract) {
        Outcomes outcomes = new Outcomes();
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestEngineAutoRegistration(false)
                        .enableLauncherSessionListenerAutoRegistration(false)
                        .enableLauncherDiscoveryListenerAutoRegistration(false) // Quarkus' own changes class loaders
                        .enableTestExecutionListenerAutoRegistration(false)
                        .enablePostDiscoveryFilterAutoRegistration(false)
                        .addTestEngines(new JupiterTestEngine())
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .enableImplicitConfigurationParameters(false) // those of the runtime's own tests
                                .selectors(selectClass(contract))
                                .build(),
                        outcomes);
        return outcomes.toProperties();
    }
}
