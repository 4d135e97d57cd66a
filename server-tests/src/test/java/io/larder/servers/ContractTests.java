package io.larder.servers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.larder.servers.deployed.ContractRun;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The contracts of the annotations as tests of the application that they are called in. */
public final class ContractTests {

    private static final String TEST = "test.";

    private ContractTests() {}

    /**
     * Runs those of one application.
     *
     * @param application the name of the application
     * @param otherwise those that the container cannot keep: they have to fail
     * @return a test for each that has to be kept, and one for those that cannot
     */
    public static Stream<DynamicTest> of(String application, Set<String> otherwise) {
        Map<String, String> traces = new TreeMap<>();
        for (Class<?> contract : requireNonNull(Contracts.applications().get(application))) {
            Map<String, String> ofContract = run(contract);
            assertThat(ofContract).as("tests of " + contract).isNotEmpty();
            traces.putAll(ofContract);
        }
        Set<String> failed = new TreeSet<>(traces.keySet());
        failed.removeIf(name -> requireNonNull(traces.get(name)).isEmpty());
        failed.retainAll(otherwise);
        return Stream.concat(
                traces.entrySet().stream()
                        .filter(test -> !otherwise.contains(test.getKey()))
                        .map(test -> dynamicTest(
                                test.getKey(), () -> assertThat(test.getValue()).isEmpty())),
                otherwise.isEmpty()
                        ? Stream.empty()
                        : Stream.of(dynamicTest(
                                "what the container does otherwise",
                                () -> assertThat(failed).isEqualTo(new TreeSet<>(otherwise)))));
    }

    private static Map<String, String> run(Class<?> contract) {
        Map<String, String> traces = new TreeMap<>();
        ContractRun.of(contract).forEach((name, trace) -> {
            if (name.toString().startsWith(TEST)) {
                traces.put(contract.getSimpleName() + '.' + name.toString().substring(TEST.length()), trace.toString());
            }
        });
        return traces;
    }
}
