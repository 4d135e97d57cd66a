package io.larder.servers;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each contract of the annotations, deployed and run inside the server. */
@ExtendWith(ArquillianExtension.class)
class ContractsIT {

    private static final String TEST = "test.";

    @ArquillianResource
    @SuppressWarnings("NullAway.Init")
    Deployer deployer;

    static Set<String> applications() {
        return Contracts.applications().keySet();
    }

    @ParameterizedTest
    @MethodSource("applications")
    void contracts_onTheServer_areKept(String application) {
        Map<String, String> traces = new TreeMap<>();
        deployer.deploy(application);
        try {
            for (Class<?> contract : requireNonNull(Contracts.applications().get(application))) {
                Map<String, String> ofContract = run(application, contract);
                assertThat(ofContract).as("tests of " + contract).isNotEmpty();
                traces.putAll(ofContract);
            }
        } finally {
            deployer.undeploy(application);
        }
        Map<String, String> failed = new TreeMap<>(traces);
        failed.values().removeIf(String::isEmpty);
        ServerTable.add(traces.size(), failed.size());

        assertThat(failed).as("of " + traces.size() + " tests").isEmpty();
    }

    private static Map<String, String> run(String application, Class<?> contract) {
        Map<String, String> answer =
                Server.current().getProperties("/" + application + "/contract?class=" + contract.getName());
        ServerTable.cdi(answer.getOrDefault("cdi", ""));
        return answer.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(TEST))
                .collect(toMap(
                        entry -> contract.getSimpleName() + '.' + entry.getKey().substring(TEST.length()),
                        Map.Entry::getValue));
    }
}
