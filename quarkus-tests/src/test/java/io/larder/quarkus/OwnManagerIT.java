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

/** The contract of an application that has a cache manager of its own. */
@QuarkusTest
@TestProfile(OwnManagerIT.OwnManager.class)
@WithTestResource(RedisOfContracts.class)
class OwnManagerIT {

    /** All beans, the manager among them. */
    public static class OwnManager implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.arc.remove-unused-beans", "none");
        }
    }

    @TestFactory
    Stream<DynamicTest> contract() {
        return ContractTests.of("OwnManagerContract", Set.of());
    }
}
