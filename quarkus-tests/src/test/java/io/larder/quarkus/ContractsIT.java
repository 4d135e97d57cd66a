package io.larder.quarkus;

import io.larder.servers.ContractTests;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each contract of the annotations, built into an application and run inside it. */
@QuarkusTest
@TestProfile(ContractsIT.Contracts.class)
@WithTestResource(RedisOfContracts.class)
class ContractsIT {

    /** What the contracts look up is nowhere injected, and would be left out. */
    public static class Contracts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.arc.remove-unused-beans", "none",
                    "quarkus.arc.exclude-types", "io.larder.cdi.contract.OwnManagerContract$Manager");
        }
    }

    /** ArC passivates no beans, and intercepts what a bean calls of itself. */
    private static final Set<String> OTHERWISE = Set.of(
            "InterceptionContract.bean_passivatedAndActivated_isStillIntercepted()",
            "InterceptionContract.selfInvocation_isNotIntercepted()");

    @TestFactory
    Stream<DynamicTest> contracts() {
        return ContractTests.of("contracts", OTHERWISE);
    }
}
