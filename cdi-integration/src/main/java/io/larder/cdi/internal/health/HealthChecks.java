package io.larder.cdi.internal.health;

import io.larder.cdi.internal.larder.Presence;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.enterprise.inject.spi.Bean;
import java.util.List;
import java.util.function.Supplier;

/** The health checks that a container has to be told of: none without MicroProfile Health. */
public final class HealthChecks {

    /** By name, because it cannot be loaded everywhere. */
    private static final String READINESS = "io.larder.cdi.internal.health.LarderReadiness";

    private HealthChecks() {}

    /** Returns the names of the classes. */
    public static List<String> classNames() {
        boolean wanted = Presence.isPresent() && Presence.isVisible("org.eclipse.microprofile.health.Readiness");
        return wanted ? List.of(READINESS) : List.of();
    }

    /**
     * Returns the checks as beans.
     *
     * @param neighbour the class of a bean, in whose archive they are
     * @param methods what they report on
     */
    public static List<Bean<?>> beans(Class<?> neighbour, Supplier<CachedMethods> methods) {
        return classNames().isEmpty() ? List.of() : List.of(new ReadinessBean(neighbour, methods));
    }
}
