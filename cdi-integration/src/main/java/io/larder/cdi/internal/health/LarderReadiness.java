package io.larder.cdi.internal.health;

import io.larder.cdi.internal.larder.HealthReport;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;

/**
 * Whether the servers behind the default cache manager answer. Without a scope of its own: TomEE loads each class of a library
 * that has one, and this one cannot be loaded without MicroProfile Health.
 */
@Readiness
public class LarderReadiness implements HealthCheck {

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    CachedMethods methods;

    /** For containers. */
    public LarderReadiness() {}

    @Override
    public HealthCheckResponse call() {
        HealthReport report = methods.health();
        return new HealthCheckResponse(
                "larder", report.isReady() ? Status.UP : Status.DOWN, Optional.of(report.data()));
    }
}
