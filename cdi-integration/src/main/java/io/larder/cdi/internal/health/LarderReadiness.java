package io.larder.cdi.internal.health;

import io.larder.cdi.internal.larder.HealthReport;
import io.larder.cdi.internal.method.CachedMethods;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Whether the servers behind the default cache manager answer. Without a scope of its own: TomEE loads each class of a library
 * that has one, and this one cannot be loaded without MicroProfile Health.
 */
@Readiness
public class LarderReadiness implements HealthCheck {

    @Inject
    @SuppressWarnings("NullAway.Init") // by the container
    CachedMethods methods;

    /** A class of the application's. */
    private final Class<?> neighbour;

    /** For containers. */
    public LarderReadiness() {
        this.neighbour = LarderReadiness.class;
    }

    @SuppressWarnings("UnnecessaryAssignment") // not made by a container, which would inject
    LarderReadiness(Class<?> neighbour, CachedMethods methods) {
        this.neighbour = neighbour;
        this.methods = methods;
    }

    /** On Payara the thread that asks has a class loader of the server's, by which no provider is found. */
    @Override
    public HealthCheckResponse call() {
        Thread thread = Thread.currentThread();
        ClassLoader ofServer = thread.getContextClassLoader();
        if (seesApplication(ofServer)) {
            return report();
        }
        thread.setContextClassLoader(neighbour.getClassLoader());
        try {
            return report();
        } finally {
            thread.setContextClassLoader(ofServer);
        }
    }

    private boolean seesApplication(@Nullable ClassLoader loader) {
        try {
            return loader != null && loader.loadClass(neighbour.getName()) == neighbour;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private HealthCheckResponse report() {
        HealthReport report = methods.health(neighbour);
        return new HealthCheckResponse(
                "larder", report.isReady() ? Status.UP : Status.DOWN, Optional.of(report.data()));
    }
}
