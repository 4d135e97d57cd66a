package io.larder.cdi.internal.health;

import io.larder.cdi.internal.larder.Presence;
import java.util.List;

/** The classes of health checks that a container has to be told of: none without MicroProfile Health. */
public final class HealthChecks {

    /** By name, because it cannot be loaded everywhere. */
    private static final String READINESS = "io.larder.cdi.internal.health.LarderReadiness";

    private HealthChecks() {}

    /** Returns the names of the classes. */
    public static List<String> classNames() {
        boolean wanted = Presence.isPresent() && Presence.isVisible("org.eclipse.microprofile.health.Readiness");
        return wanted ? List.of(READINESS) : List.of();
    }
}
