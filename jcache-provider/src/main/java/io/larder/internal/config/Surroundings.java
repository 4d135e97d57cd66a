package io.larder.internal.config;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What the process was started with. Immutable.
 *
 * @param systemProperties the system properties
 * @param environment the environment variables
 */
public record Surroundings(Map<String, String> systemProperties, Map<String, String> environment) {

    /** Copies the maps. */
    public Surroundings {
        systemProperties = Map.copyOf(systemProperties);
        environment = Map.copyOf(environment);
    }

    /** Returns those of this process, as they are now. */
    public static Surroundings ofThisProcess() {
        return new Surroundings(strings(System.getProperties()), System.getenv());
    }

    /** Returns the environment variable of this name or, if it is missing or empty, the system property. */
    Optional<String> variable(String name) {
        return present(environment, name).or(() -> present(systemProperties, name));
    }

    private static Optional<String> present(Map<String, String> variables, String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    private static Map<String, String> strings(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(Function.identity(), name -> properties.getProperty(name, "")));
    }

    /** Returns nothing of what is in there: there may be secrets among it. */
    @Override
    public String toString() {
        return "Surroundings";
    }
}
